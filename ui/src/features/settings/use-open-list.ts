import { useEffect, useRef } from "react";

/** Whether a list of choices was open when a key went down: by the time a shortcut runs, Escape has closed it. */
export function useOpenList() {
  const open = useRef(false);
  useEffect(() => {
    const look = () => {
      open.current = document.activeElement?.getAttribute("aria-expanded") === "true";
    };
    document.addEventListener("keydown", look, true);
    return () => document.removeEventListener("keydown", look, true);
  }, []);
  return open;
}
