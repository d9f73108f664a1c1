import { IconCornerDownLeft } from "@tabler/icons-react";
import { type ReactNode, useEffect, useRef } from "react";
import classes from "./find-anything.module.css";
import { piecesOf } from "./match";

/** A text with what was typed underlined. */
export function Found({ text, typed }: { text: string; typed: string }) {
  let at = 0;
  return piecesOf(text, typed).map((piece) => {
    at += piece.text.length;
    return piece.hit ? (
      <span key={at} className={classes.hit}>
        {piece.text}
      </span>
    ) : (
      piece.text
    );
  });
}

type Props = {
  id: string;
  active: boolean;
  onActive: () => void;
  onChoose: () => void;
  children: ReactNode;
};

/** One thing that was found. The typing box keeps the focus and names the active one. */
export function Option({ id, active, onActive, onChoose, children }: Props) {
  const element = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (active) element.current?.scrollIntoView({ block: "nearest" });
  }, [active]);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: keys are handled where they are typed
    <div
      ref={element}
      id={id}
      role="option"
      aria-selected={active}
      tabIndex={-1}
      className={classes.option}
      onMouseMove={active ? undefined : onActive}
      onMouseDown={(event) => event.preventDefault()}
      onClick={onChoose}
    >
      {children}
      {active && <IconCornerDownLeft size={16} stroke={1.8} aria-hidden />}
    </div>
  );
}
