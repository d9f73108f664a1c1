import { Anchor } from "@mantine/core";
import type { ReactNode } from "react";
import type { SignIn } from "~/api";
import { Avatar } from "~/shared";
import screen from "../sign-in-screen.module.css";
import classes from "./step.module.css";

export type StepProps = {
  reply: SignIn;
  practice: string;
  offline: boolean;
  onArrived: (reply: SignIn) => void;
  /** With a sentence where the way in is closed; null where the person turned back. */
  onStartAgain: (why: string | null) => void;
};

type LayoutProps = StepProps & { title: string; lead: ReactNode; children: ReactNode };

/** A step after the password: what is asked, of whom, and the way back. */
export function Step({ reply, title, lead, onStartAgain, children }: LayoutProps) {
  return (
    <>
      <h1 className={screen.title}>{title}</h1>
      <p className={screen.lead}>{lead}</p>
      <div className={classes.person}>
        <Avatar id={reply.email} name={reply.first_name} size={32} />
        <span className={classes.who}>
          <strong className={classes.name}>{reply.first_name}</strong>
          <span className={classes.email}>{reply.email}</span>
        </span>
        <Anchor component="button" type="button" className={screen.link} onClick={() => onStartAgain(null)}>
          Not you?
        </Anchor>
      </div>
      {children}
    </>
  );
}

/** The way in is closed: the person was blocked, or waited too long. */
export const isClosed = (code: string) =>
  ["sign_in.refused", "session.none", "session.ended", "session.blocked"].includes(code);
