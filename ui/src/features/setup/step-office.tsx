import { Button, TextInput } from "@mantine/core";
import { IconRefresh, IconServer } from "@tabler/icons-react";
import { useRef, useState } from "react";
import { asCallError, type CallError, call } from "~/api";
import { PasswordField } from "~/shared";
import { addressOf, missingIn, type OfficeFields, type OfficeProblems } from "./office-address";
import { OfficeFound } from "./office-found";
import { StepFrame } from "./setup-frame";
import type { StepProps } from "./step-choose";
import classes from "./steps.module.css";

export function StepOffice({ setup, onNext, onBack }: StepProps) {
  const { office, setOffice, found, setFound, refused } = setup;
  const [problems, setProblems] = useState<OfficeProblems>({});
  const [failed, setFailed] = useState<CallError | null>(null);
  const [checking, setChecking] = useState(false);
  const body = useRef<HTMLDivElement>(null);
  const checked = useRef(found ? addressOf(office) : null);

  const field = (name: Exclude<keyof OfficeFields, "whole">) => ({
    name: `office-${name}`,
    value: office[name],
    error: problems[name],
    autoComplete: "off",
    spellCheck: false,
    onChange: (event: { currentTarget: { value: string } }) => {
      setOffice({ ...office, [name]: event.currentTarget.value });
      setProblems(({ [name]: _gone, ...rest }) => rest);
      setFound(null);
      setFailed(null);
    },
  });

  const check = async () => {
    const missing = missingIn(office);
    setProblems(missing);
    const [first] = Object.keys(missing);
    if (first) {
      body.current?.querySelector<HTMLElement>(`[name="office-${first}"]`)?.focus();
      return;
    }
    setChecking(true);
    setFailed(null);
    setFound(null);
    const address = addressOf(office);
    try {
      setFound(await call("setup.check_database", { address }));
      checked.current = address;
    } catch (reason) {
      setFailed(asCallError(reason));
    } finally {
      setChecking(false);
    }
  };

  const usable = found?.state === "empty" || found?.state === "practice";
  return (
    <StepFrame
      title="Find your office database"
      lead="Whoever looks after your server can tell you these. Nothing is changed there until the last step."
      next={usable ? (found.state === "empty" ? "Create our practice there" : "Continue") : "Check"}
      onNext={usable ? onNext : check}
      disabled={found !== null && !usable}
      working={checking}
      onBack={onBack}
    >
      <div className={classes.split} ref={body}>
        <div className={classes.fields}>
          {office.whole ? (
            <div className={`${classes.full} ${classes.mono}`}>
              <PasswordField
                label="Address"
                placeholder="postgres://user:password@OFFICE-SRV01:5432/firmkeep"
                data-first
                {...field("address")}
              />
            </div>
          ) : (
            <>
              <div className={classes.two}>
                <TextInput
                  label="Office computer"
                  description="The name or address of the computer that holds the database"
                  leftSection={<IconServer size={16} stroke={1.7} aria-hidden />}
                  placeholder="OFFICE-SRV01"
                  data-first
                  {...field("host")}
                />
              </div>
              <div className={classes.third}>
                <TextInput label="Port" description="Usually 5432" inputMode="numeric" {...field("port")} />
              </div>
              <div className={classes.full}>
                <TextInput label="Database" {...field("database")} />
              </div>
              <div className={classes.half}>
                <TextInput label="Database user" {...field("user")} />
              </div>
              <div className={classes.half}>
                <PasswordField label="Database password" {...field("password")} autoComplete="off" />
              </div>
            </>
          )}
          <div className={`${classes.full} ${classes.row}`}>
            <Button
              variant="default"
              loading={checking}
              leftSection={<IconRefresh size={16} stroke={1.8} aria-hidden />}
              onClick={() => void check()}
            >
              {found || failed ? "Check again" : "Check"}
            </Button>
            <span>or</span>
            <Button
              variant="subtle"
              color="gray"
              onClick={() => {
                setOffice({
                  ...office,
                  whole: !office.whole,
                  address: office.address || (office.user ? addressOf(office) : ""),
                });
                setFound(null);
                setProblems({});
              }}
            >
              {office.whole ? "Fill in the parts one by one" : "Paste a postgres:// address"}
            </Button>
          </div>
        </div>
        <OfficeFound
          found={found}
          failed={failed}
          refused={refused.office_address}
          place={office.whole ? "" : office.host}
        />
      </div>
    </StepFrame>
  );
}
