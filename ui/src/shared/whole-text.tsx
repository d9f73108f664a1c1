import { Tooltip } from "@mantine/core";
import { type PointerEvent, type ReactNode, useEffect, useRef, useState } from "react";

const REST = 400;

/**
 * Text that may be cut off shows whole when the pointer rests on it. The window's own tooltips are drawn above the page,
 * over the lock screen too; this one goes with the screen it belongs to. Spread `on` on the element, put `tip` into it.
 */
export function useWholeText(whole?: string) {
  const [shown, setShown] = useState<{ target: HTMLElement; label: string } | null>(null);
  const waiting = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(waiting.current), []);

  const hide = () => {
    clearTimeout(waiting.current);
    setShown(null);
  };
  const show = (target: HTMLElement) => {
    const label = whole ?? (isCut(target) ? target.textContent : "");
    if (label) setShown({ target, label });
  };
  const on = {
    onPointerEnter: ({ currentTarget }: PointerEvent<HTMLElement>) => {
      clearTimeout(waiting.current);
      waiting.current = setTimeout(() => show(currentTarget), REST);
    },
    onPointerLeave: hide,
    onPointerDown: hide,
  };
  const tip = shown && (
    <Tooltip
      {...shown}
      opened
      multiline
      maw="32rem"
      style={{ overflowWrap: "anywhere", textAlign: "start" }}
    />
  );
  return { on, tip };
}

const isCut = (element: HTMLElement) =>
  element.scrollWidth > element.clientWidth || element.scrollHeight > element.clientHeight + 1;

/** A piece of text on one line, or on few, that shows whole when one rests on it. */
export function WholeText({ className, children }: { className?: string; children: ReactNode }) {
  const { on, tip } = useWholeText();
  return (
    <span className={className} {...on}>
      {children}
      {tip}
    </span>
  );
}
