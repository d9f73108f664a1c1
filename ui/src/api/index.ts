export * from "./bindings";
export {
  type CallOptions,
  call,
  type InputOf,
  type OperationName,
  onFailure,
  type ReplyOf,
} from "./call";
export { asCallError, CallError, fieldOf, isErrorReply, isUnreachable } from "./errors";
export { type PreferenceKey, usePreference } from "./preferences";
export { offerProof } from "./prove";
export { callQuery, invalidateTopics, keyOf, useCall, useSend } from "./queries";
export { MeProvider, useMaybeMe, useMe } from "./session";
export * from "./shell";
