import type { ErrorReply } from "./bindings";

/** The one shape that every failed call rejects with. */
export class CallError extends Error implements ErrorReply {
  readonly code: string;
  readonly field: string | null;
  readonly details: unknown;

  constructor(reply: ErrorReply) {
    super(reply.message);
    this.name = "CallError";
    this.code = reply.code;
    this.field = reply.field;
    this.details = reply.details;
  }
}

export function isErrorReply(value: unknown): value is ErrorReply {
  return (
    typeof value === "object" &&
    value !== null &&
    typeof (value as ErrorReply).code === "string" &&
    typeof (value as ErrorReply).message === "string"
  );
}

export function asCallError(value: unknown): CallError {
  if (value instanceof CallError) return value;
  if (isErrorReply(value)) {
    return new CallError({
      code: value.code,
      message: value.message,
      field: value.field ?? null,
      details: value.details ?? null,
    });
  }
  return new CallError({
    code: "internal",
    message: "Something went wrong inside Firmkeep. Nothing was changed. Try again.",
    field: null,
    details: null,
  });
}

const unreachable = new Set(["database.unreachable", "office.unreachable", "database.busy"]);

export function isUnreachable(error: unknown): boolean {
  return isErrorReply(error) && unreachable.has(error.code);
}

/** "fields.mobile" -> "mobile", for forms whose names are the input's own. */
export function fieldOf(error: unknown): string | null {
  if (!isErrorReply(error) || !error.field) return null;
  return error.field.replace(/^(fields|practice|admin)\./, "");
}
