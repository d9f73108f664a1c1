import { PracticeFace } from "~/shared";
import classes from "./sign-in-preview.module.css";

/** What the team will see, growing as one types. */
export function SignInPreview({ name, logo }: { name: string; logo: string | null }) {
  return (
    <div className={classes.preview} aria-hidden>
      <p className={classes.about}>How sign-in will look</p>
      <div className={classes.card}>
        <PracticeFace name={name.trim() || "Your practice"} logo={null} preview={logo} size="small" />
        <p className={classes.title}>Sign in</p>
        <span className={classes.field} />
        <span className={classes.field} />
        <span className={classes.button}>Sign in</span>
      </div>
    </div>
  );
}
