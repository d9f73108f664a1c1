import { PasswordInput, type PasswordInputProps } from "@mantine/core";
import { IconEye, IconEyeOff } from "@tabler/icons-react";
import { useState } from "react";
import classes from "./password.module.css";

/** A password: paste and password managers allowed, can be shown, says when Caps Lock is on. */
export function PasswordField(props: PasswordInputProps) {
  const [caps, setCaps] = useState(false);
  const [shown, setShown] = useState(false);
  const what = typeof props.label === "string" && /passphrase/i.test(props.label) ? "passphrase" : "password";
  return (
    <PasswordInput
      autoComplete="current-password"
      spellCheck={false}
      visible={shown}
      onVisibilityChange={setShown}
      visibilityToggleIcon={({ reveal }) =>
        reveal ? (
          <IconEyeOff size={18} stroke={1.7} aria-hidden />
        ) : (
          <IconEye size={18} stroke={1.7} aria-hidden />
        )
      }
      visibilityToggleButtonProps={{
        "aria-label": `${shown ? "Hide" : "Show"} the ${what}`,
        tabIndex: 0,
        color: "gray",
      }}
      {...props}
      description={
        caps ? (
          <span className={classes.caps} role="status">
            Caps Lock is on
          </span>
        ) : (
          props.description
        )
      }
      inputWrapperOrder={["label", "input", "error", "description"]}
      onKeyUp={(event) => {
        setCaps(event.getModifierState?.("CapsLock") ?? false);
        props.onKeyUp?.(event);
      }}
      onBlur={(event) => {
        setCaps(false);
        props.onBlur?.(event);
      }}
    />
  );
}
