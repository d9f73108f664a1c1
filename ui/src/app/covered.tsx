import { type ReactNode, useLayoutEffect, useRef } from "react";

/**
 * Keeps the screens, with what is typed in them, but shows nothing of them while the lock or the sign-in screen is up:
 * neither to the eye, nor to the keyboard, nor to a screen reader. Dialogs and toasts float elsewhere and are covered too.
 */
export function Covered({ covered, children }: { covered: boolean; children: ReactNode }) {
  const inside = useRef<HTMLDivElement>(null);
  const before = useRef<HTMLElement | null>(null);

  useLayoutEffect(() => {
    const portals = document.getElementById("portals");
    if (covered) before.current = document.activeElement as HTMLElement | null;
    for (const part of [inside.current, portals]) {
      if (!part) continue;
      part.toggleAttribute("inert", covered);
      part.style.visibility = covered ? "hidden" : "";
    }
    if (!covered) before.current?.focus?.();
    return () => {
      if (portals) {
        portals.removeAttribute("inert");
        portals.style.visibility = "";
      }
    };
  }, [covered]);

  return (
    <div ref={inside} style={{ height: "100%" }}>
      {children}
    </div>
  );
}
