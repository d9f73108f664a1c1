import type { InvitationMade } from "~/api";
import { HandOver, handOverNote } from "~/shared/hand-over";
import { calledName } from "./user-form";
import { useWhen } from "./user-times";

type InvitationNoteProps = { made: InvitationMade; practice: string };

/** The code, once: to copy, to print, and how to hand it over. */
export function InvitationNote({ made, practice }: InvitationNoteProps) {
  const when = useWhen();
  const { row } = made.user;
  const called = calledName(row);
  const steps = [
    "Open Firmkeep on a computer of the practice.",
    "On the sign-in screen, choose “I have an invitation code”.",
    `Enter ${row.email} and the code, then choose a password.`,
  ];
  return (
    <HandOver
      label={`${called}’s invitation code`}
      code={made.code}
      until={`Works once, until ${when.moment(made.expires)}`}
      lost="If it gets lost, make a new one."
      how={`Give it to ${called} in person, on paper or by phone. Whoever has the code and the email address can choose the password.`}
      steps={steps}
      note={{
        title: `Invitation for ${row.name}`,
        text: handOverNote(
          `${called}, you can now sign in to Firmkeep${practice ? ` at ${practice}` : ""}.`,
          steps,
          made.code,
          `It works once, until ${when.date(made.expires)}.`,
        ),
      }}
    />
  );
}
