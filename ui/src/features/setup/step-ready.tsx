import { IconCheck } from "@tabler/icons-react";
import { useEffect } from "react";
import { DoubleRule, rememberEmail } from "~/shared";
import { StepFrame } from "./setup-frame";
import classes from "./step-ready.module.css";
import type { Setup } from "./use-setup";

export function StepReady({ setup, onDone }: { setup: Setup; onDone: () => void }) {
  const { joining, found, practice, admin, logo, path } = setup;
  const name = joining ? (found?.practice ?? "The practice") : practice.name;
  const points = joining
    ? ["This computer now opens the office database", "Everyone who works here signs in with their own email"]
    : [
        path === "office"
          ? "The practice is in the office database"
          : "The practice is in an encrypted file on this computer",
        `${admin.first_name} ${admin.last_name} is the first practice admin`,
        "The recovery key is in your hands",
      ];

  useEffect(() => {
    if (!joining) rememberEmail(admin.email);
    return () => {
      if (logo) URL.revokeObjectURL(logo.url);
    };
  }, [joining, admin.email, logo]);

  return (
    <StepFrame
      title={`${name} is ready`}
      lead="Sign in to add the people who work with you."
      next="Go to sign in"
      onNext={onDone}
    >
      <div className={classes.settled}>
        <DoubleRule width="100%" />
        <ul className={classes.list}>
          {points.map((point) => (
            <li key={point} className={classes.point}>
              <span className={classes.tile}>
                <IconCheck size={15} stroke={2.2} aria-hidden />
              </span>
              {point}
            </li>
          ))}
        </ul>
      </div>
    </StepFrame>
  );
}
