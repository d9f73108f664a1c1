import { useCallback, useEffect, useRef, useState } from "react";
import { call } from "~/api";

const touchEvery = 30_000;
const moves = ["pointerdown", "pointermove", "keydown", "wheel", "touchstart"] as const;

/**
 * Seconds until the lock, counted from the last real input; null while that is more than `warnFor` away.
 * Real input is told to the core at most every half minute, so that its own clock agrees.
 */
export function useIdle(idleSeconds: number, warnFor: number, onIdle: () => void) {
  const last = useRef(Date.now());
  const touched = useRef(Date.now());
  const warning = useRef(false);
  const [left, setLeft] = useState<number | null>(null);
  const idle = useRef(onIdle);
  idle.current = onIdle;

  const stay = useCallback(() => {
    last.current = Date.now();
    touched.current = Date.now();
    warning.current = false;
    setLeft(null);
    void call("session.touch", {}).catch(() => {});
  }, []);

  useEffect(() => {
    const moved = () => {
      // Once the warning is up, staying is a decision: the button, not a brush of the mouse.
      if (warning.current) return;
      last.current = Date.now();
      if (last.current - touched.current < touchEvery) return;
      touched.current = last.current;
      void call("session.touch", {}).catch(() => {});
    };
    for (const name of moves) window.addEventListener(name, moved, { passive: true, capture: true });
    const timer = setInterval(() => {
      const gone = Math.floor((Date.now() - last.current) / 1000);
      const rest = idleSeconds - gone;
      warning.current = rest <= warnFor;
      setLeft(warning.current ? Math.max(rest, 0) : null);
      if (rest <= 0) {
        clearInterval(timer);
        idle.current();
      }
    }, 1000);
    return () => {
      clearInterval(timer);
      for (const name of moves) window.removeEventListener(name, moved, { capture: true });
    };
  }, [idleSeconds, warnFor]);

  return { left, stay };
}
