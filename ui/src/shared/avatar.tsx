import { IconHeadset } from "@tabler/icons-react";
import classes from "./avatar.module.css";

export type AvatarProps = {
  /** The user's id: it chooses the colour, so that it never changes. */
  id: string;
  name: string;
  size?: 24 | 32 | 40 | 56 | 68;
  /** Greyed: disabled, archived or never invited. */
  inactive?: boolean;
};

const colours = 8;

export function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/u).filter(Boolean);
  const first = words[0];
  const last = words.length > 1 ? words[words.length - 1] : undefined;
  const letters = [first, last].map((word) =>
    word ? [...new Intl.Segmenter().segment(word)][0]?.segment : "",
  );
  return letters.join("").toLocaleUpperCase() || "?";
}

export function colourOf(id: string): number {
  let sum = 0;
  for (const letter of id) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) >>> 0;
  return sum % colours;
}

/** The vendor's helper goes by this name everywhere: never a face or initials, always the headset. */
export const isSupport = (name: string) => name.startsWith("Firmkeep Support");

/** A person's initials in a circle. The name always stands beside it, so it is hidden from screen readers. */
export function Avatar({ id, name, size = 32, inactive }: AvatarProps) {
  if (isSupport(name)) {
    return (
      <span aria-hidden className={classes.avatar} data-support data-size={size}>
        <IconHeadset size={size * 0.55} stroke={1.8} />
      </span>
    );
  }
  return (
    <span
      aria-hidden
      className={classes.avatar}
      data-colour={colourOf(id)}
      data-size={size}
      data-inactive={inactive || undefined}
    >
      {initialsOf(name)}
    </span>
  );
}
