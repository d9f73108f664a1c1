import { Button } from "@mantine/core";
import { IconArrowRight, IconCheck } from "@tabler/icons-react";
import { type FormEvent, type ReactNode, useEffect, useRef } from "react";
import { Mark } from "~/shared";
import classes from "./setup-frame.module.css";
import { type StepName, wordsOf } from "./use-setup";

/** The rail at the left: where one is on the way. */
export function SetupRail({ steps, at, settled }: { steps: StepName[]; at: StepName; settled: boolean }) {
  const here = steps.indexOf(at);
  return (
    <aside className={classes.rail} aria-label="Steps">
      <div className={classes.brand}>
        <Mark size={32} />
        Firmkeep
      </div>
      <p className={classes.railTitle}>Set up this computer</p>
      <ol className={classes.steps}>
        {steps.map((step, index) => {
          const done = index < here || (settled && index === here);
          return (
            <li
              key={step}
              className={classes.step}
              data-done={done || undefined}
              aria-current={index === here ? "step" : undefined}
            >
              <span className={classes.number} aria-hidden>
                {done ? <IconCheck size={14} stroke={2.4} /> : index + 1}
              </span>
              <span>
                {wordsOf(step)}
                {done && <span className="fk-visually-hidden"> (done)</span>}
              </span>
            </li>
          );
        })}
      </ol>
      <p className={classes.railFoot}>About 5 minutes. You can stop at any time and start again later.</p>
    </aside>
  );
}

export type StepFrameProps = {
  title: string;
  lead?: ReactNode;
  children: ReactNode;
  /** The button at the right; none while nothing can be done. */
  next?: ReactNode;
  onNext?: () => void | Promise<void>;
  working?: boolean;
  disabled?: boolean;
  onBack?: () => void;
  /** At the left of the foot when there is no way back. */
  foot?: ReactNode;
};

/** One plain question per step: title, what it is about, the fields, Back and Continue. */
export function StepFrame(props: StepFrameProps) {
  const { title, lead, children, next = "Continue", onNext, working, disabled, onBack, foot } = props;
  const heading = useRef<HTMLHeadingElement>(null);
  const form = useRef<HTMLFormElement>(null);

  // A new step starts at its title for a screen reader, at its first field for everybody else.
  useEffect(() => {
    const first = form.current?.querySelector<HTMLElement>("[data-first]");
    (first ?? heading.current)?.focus({ preventScroll: true });
  }, []);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!working && !disabled) void onNext?.();
  };

  return (
    <form className={classes.frame} onSubmit={submit} noValidate ref={form}>
      <main className={classes.scroll}>
        <div className={classes.content}>
          <h1 className={classes.title} tabIndex={-1} ref={heading}>
            {title}
          </h1>
          {lead && <p className={classes.lead}>{lead}</p>}
          <div className={classes.body}>{children}</div>
        </div>
      </main>
      <footer className={classes.foot}>
        <div className={classes.footInner}>
          {onBack ? (
            <Button variant="default" size="md" onClick={onBack} disabled={working}>
              Back
            </Button>
          ) : (
            <span className={classes.footText}>{foot}</span>
          )}
          {onNext && (
            <Button
              type="submit"
              size="md"
              loading={working}
              disabled={disabled}
              rightSection={<IconArrowRight size={17} stroke={1.9} aria-hidden />}
            >
              {next}
            </Button>
          )}
        </div>
      </footer>
    </form>
  );
}
