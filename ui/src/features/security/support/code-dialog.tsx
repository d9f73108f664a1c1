import { Button, Modal } from "@mantine/core";
import { type SupportActivated, useMe } from "~/api";
import { formatMoment } from "~/shared";
import { HandOver, handOverNote } from "~/shared/hand-over";
import { capital, scopeWords } from "~/shared/support/scopes";
import classes from "./support-dialogs.module.css";

const STEPS = [
  "Open Firmkeep on a computer of the practice.",
  "On the sign-in screen, choose “Firmkeep Support” at the foot.",
  "Enter the code, your name and the case number.",
];

/** The access code, once, for handing over to Support. */
export function CodeDialog({ made, onClose }: { made: SupportActivated; onClose: () => void }) {
  const me = useMe();
  const until = formatMoment(made.grant.ends, me).replace(/^(Today|Tomorrow), /, (day) => day.toLowerCase());
  return (
    <Modal
      opened
      onClose={onClose}
      size="35rem"
      closeOnClickOutside={false}
      closeOnEscape={false}
      title="Support access is on"
    >
      <div className={classes.body}>
        <HandOver
          label="Support’s access code"
          code={made.code}
          until={`Works once, until ${until}`}
          lost="If it gets lost, make a new one on the card."
          how={`Read it to the person who helps you, over a call that you started. ${capital(scopeWords(made.grant.may))}: that is all it lets them do.`}
          steps={STEPS}
          note={{
            title: "Access code for Firmkeep Support",
            text: handOverNote(
              "With this code Firmkeep Support can sign in.",
              STEPS,
              made.code,
              `It works once, until ${until}.`,
            ),
          }}
        />
        <div className={classes.buttons}>
          <Button onClick={onClose}>I have handed it over or kept it</Button>
        </div>
      </div>
    </Modal>
  );
}
