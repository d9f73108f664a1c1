import type { ReactNode } from "react";
import { practiceLogoUrl } from "~/api";
import { colourOf, initialsOf } from "./avatar";
import classes from "./practice-face.module.css";

export type PracticeFaceProps = {
  name: string;
  /** `Practice.logo`, or a ready address of a picture that is not stored yet. */
  logo: string | null;
  preview?: string | null;
  line?: ReactNode;
  size?: "small" | "usual";
};

/** The practice's logo and name; initials when there is no logo. */
export function PracticeFace({ name, logo, preview, line, size = "usual" }: PracticeFaceProps) {
  const source = preview ?? (logo ? practiceLogoUrl(logo) : null);
  return (
    <div className={classes.face} data-size={size}>
      {source ? (
        <img src={source} alt="" className={classes.logo} />
      ) : (
        <span className={classes.initials} data-colour={colourOf(name)} aria-hidden>
          {initialsOf(name.replace(/&/g, " ").replace(/\b(pty|ltd|accountants?)\b/gi, " ") || name)}
        </span>
      )}
      <div className={classes.words}>
        <strong className={classes.name}>{name}</strong>
        {line && <span className={classes.line}>{line}</span>}
      </div>
    </div>
  );
}
