import { Drawer } from "@mantine/core";
import { IconCheck } from "@tabler/icons-react";
import { Avatar, roleList } from "~/shared";
import { fullName } from "../user-form";
import classes from "./add-user.module.css";
import { type AddUser, STEPS, type Step } from "./use-add-user";

export const STEP_WORDS: Record<Step, string> = {
  details: "Details",
  access: "Access level",
  work: "Work",
  invite: "Invite",
};

/** Where one is, and the card that builds up as one goes. */
export function AddRail({ add }: { add: AddUser }) {
  const { form, email } = add;
  const at = STEPS.indexOf(add.step);
  const name = fullName(form);
  const facts = [
    ["Access level", at > 0 ? roleList(form.roles) : ""],
    ["Reports to", form.reports_to_name],
    ["Signs in as", email.trim()],
  ].filter(([, value]) => value);
  return (
    <aside className={classes.rail}>
      <Drawer.Title className={classes.railTitle}>Add user</Drawer.Title>
      <ol className={classes.steps}>
        {STEPS.map((step, index) => {
          const done = add.added !== null || index < at;
          return (
            <li key={step} data-done={done || undefined} data-current={(index === at && !done) || undefined}>
              <button
                type="button"
                className={classes.step}
                disabled={add.added !== null}
                aria-current={index === at ? "step" : undefined}
                onClick={() => add.go(step)}
              >
                <span className={classes.number}>
                  {done ? <IconCheck size={14} stroke={2.4} aria-label="Done" /> : index + 1}
                </span>
                {STEP_WORDS[step]}
              </button>
            </li>
          );
        })}
      </ol>
      {(name || facts.length > 0) && (
        <section className={classes.card} aria-label="So far">
          <span className={classes.cardHead}>So far</span>
          <div className={classes.cardPerson}>
            <Avatar id={email.trim() || name || "new"} name={name || email} size={40} />
            <span className={classes.cardWords}>
              <strong>{name || "No name yet"}</strong>
              <span>{form.job_title}</span>
            </span>
          </div>
          {facts.length > 0 && (
            <dl className={classes.cardFacts}>
              {facts.map(([label, value]) => (
                <div key={label}>
                  <dt>{label}</dt>
                  <dd>{value}</dd>
                </div>
              ))}
            </dl>
          )}
        </section>
      )}
    </aside>
  );
}
