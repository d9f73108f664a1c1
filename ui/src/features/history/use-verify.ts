import { useCallback, useEffect, useRef, useState } from "react";
import { asCallError, type CallError, call } from "~/api";
import { useLastVerdict } from "~/shared/event-verdict";

export type Verifying = { done: number; total: number };

/** Checks every seal of the register. Leaving the screen stops it: nothing is half done, it only reads. */
export function useVerify() {
  const [last, setLast] = useLastVerdict();
  const [running, setRunning] = useState<Verifying | null>(null);
  const [problem, setProblem] = useState<CallError | null>(null);
  const controller = useRef<AbortController | null>(null);

  useEffect(() => () => controller.current?.abort(), []);

  const start = useCallback(async () => {
    if (controller.current) return;
    const own = new AbortController();
    controller.current = own;
    setProblem(null);
    setRunning({ done: 0, total: 0 });
    try {
      const verdict = await call(
        "register.verify",
        {},
        { signal: own.signal, onProgress: (done, total) => setRunning({ done, total }) },
      );
      setLast({ verdict, at: Date.now() * 1000 });
    } catch (reason) {
      const error = asCallError(reason);
      if (error.code !== "call.cancelled") setProblem(error);
    } finally {
      controller.current = null;
      setRunning(null);
    }
  }, [setLast]);

  const cancel = useCallback(() => controller.current?.abort(), []);
  return { last, running, problem, start, cancel };
}
