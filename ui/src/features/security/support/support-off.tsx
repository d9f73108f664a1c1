import { Button } from "@mantine/core";
import { IconCheck, IconHeadset } from "@tabler/icons-react";
import classes from "./support-panel.module.css";

const POINTS = [
  "They never see passwords, recovery codes or client data",
  "Everything they do and look at is in your history",
  "It turns itself off when the time is up",
];

export function SupportOff({ mayActivate, onActivate }: { mayActivate: boolean; onActivate: () => void }) {
  return (
    <section className={classes.card} aria-labelledby="support-off">
      <div className={classes.top}>
        <div className={classes.heading}>
          <span className={classes.tile}>
            <IconHeadset size={20} stroke={1.7} aria-hidden />
          </span>
          <div>
            <h2 className={classes.title} id="support-off">
              Support user
            </h2>
            <p className={classes.quiet}>Off. Firmkeep staff can’t see this practice.</p>
          </div>
        </div>
        <p className={classes.text}>
          If Firmkeep Support needs to look at a problem, you can let them in for a short time. You choose
          what they can do, and you can end it whenever you like.
        </p>
        <ul className={classes.points}>
          {POINTS.map((point) => (
            <li key={point} className={classes.point}>
              <IconCheck size={15} stroke={2} aria-hidden />
              {point}
            </li>
          ))}
        </ul>
        {mayActivate && (
          <Button
            color="plum.8"
            leftSection={<IconHeadset size={17} stroke={1.7} aria-hidden />}
            onClick={onActivate}
          >
            Activate Support User…
          </Button>
        )}
      </div>
    </section>
  );
}
