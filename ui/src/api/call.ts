import type { Operations } from "./bindings";
import { asCallError, CallError } from "./errors";
import { host } from "./host";
import { proved } from "./prove";

export type OperationName = keyof Operations;
export type InputOf<K extends OperationName> = Operations[K]["input"];
export type ReplyOf<K extends OperationName> = Operations[K]["reply"];

export type CallOptions = {
  /** A refetch by itself: not the person's activity, so it does not push the idle lock away. */
  background?: boolean;
  content?: Uint8Array;
  /** For an operation that makes a file: the shell asks where it goes, and answers `call.cancelled` without one. */
  saveAs?: string;
  onProgress?: (done: number, total: number) => void;
  signal?: AbortSignal;
};

type FailureListener = (error: CallError, operation: OperationName) => void;
const failureListeners = new Set<FailureListener>();

/** Hears every refusal: the session gate and the database banner act on some. */
export function onFailure(listener: FailureListener): () => void {
  failureListeners.add(listener);
  return () => failureListeners.delete(listener);
}

export async function call<K extends OperationName>(
  operation: K,
  input: InputOf<K>,
  options: CallOptions = {},
): Promise<ReplyOf<K>> {
  const id = crypto.randomUUID();
  const { signal, onProgress } = options;
  if (signal?.aborted) throw cancelled();
  const stopProgress =
    onProgress &&
    host().listen("progress", (step) => {
      if (step.call === id) onProgress(step.done, step.total);
    });
  const abort = () => {
    void host()
      .call(
        { operation: "calls.cancel", input: { call: id }, call: crypto.randomUUID(), background: true },
        undefined,
      )
      .catch(() => {});
  };
  signal?.addEventListener("abort", abort);
  try {
    const { saveAs, background = false } = options;
    const request = {
      operation,
      input,
      call: id,
      background,
      ...(saveAs === undefined ? {} : { save_as: saveAs }),
    };
    const ask = () => host().call(request, options.content) as Promise<ReplyOf<K>>;
    try {
      return await ask();
    } catch (reason) {
      // Something sensitive: the password once more, then the same call again.
      if (asCallError(reason).code !== "session.proof_needed" || options.background || !(await proved()))
        throw reason;
      return await ask();
    }
  } catch (reason) {
    const error = asCallError(reason);
    for (const listener of failureListeners) listener(error, operation);
    throw error;
  } finally {
    stopProgress?.();
    signal?.removeEventListener("abort", abort);
  }
}

function cancelled() {
  return new CallError({ code: "call.cancelled", message: "Stopped.", field: null, details: null });
}
