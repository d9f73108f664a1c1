import {
  keepPreviousData,
  QueryClient,
  type UseMutationOptions,
  type UseQueryOptions,
  useMutation,
  useQuery,
} from "@tanstack/react-query";
import { call, type InputOf, type OperationName, type ReplyOf } from "./call";
import type { CallError } from "./errors";
import { host } from "./host";

/** Queries are keyed by operation and input, so that a topic can find what it makes stale. */
export const keyOf = <K extends OperationName>(operation: K, input: InputOf<K>) =>
  [operation, input] as const;

export function createQueryClient() {
  return new QueryClient({
    defaultOptions: {
      // The database is not the internet: an unplugged network must not pause anything.
      queries: { networkMode: "always", retry: false, staleTime: 30_000, refetchOnWindowFocus: true },
      mutations: { networkMode: "always", retry: false },
    },
  });
}

type QueryOptions<K extends OperationName> = Omit<
  UseQueryOptions<ReplyOf<K>, CallError, ReplyOf<K>, readonly [K, InputOf<K>]>,
  "queryKey" | "queryFn"
> & { keepPrevious?: boolean };

export function callQuery<K extends OperationName>(operation: K, input: InputOf<K>) {
  return {
    queryKey: keyOf(operation, input),
    queryFn: ({ signal, client }: { signal: AbortSignal; client: QueryClient }) => {
      // The first fetch is the person opening something; later ones happen by themselves.
      const seen = client.getQueryData(keyOf(operation, input)) !== undefined;
      return call(operation, input, { background: seen, signal });
    },
  };
}

/** Reads with an operation: `useCall("users.get", { user })`. */
export function useCall<K extends OperationName>(
  operation: K,
  input: InputOf<K>,
  options: QueryOptions<K> = {},
) {
  const { keepPrevious, ...rest } = options;
  return useQuery<ReplyOf<K>, CallError, ReplyOf<K>, readonly [K, InputOf<K>]>({
    ...callQuery(operation, input),
    ...(keepPrevious ? { placeholderData: keepPreviousData as never } : {}),
    ...rest,
  });
}

type SendOptions<K extends OperationName> = Omit<
  UseMutationOptions<ReplyOf<K>, CallError, InputOf<K>>,
  "mutationFn"
>;

/** Changes with an operation: `const save = useSend("users.edit")`. Lists refresh by the topics that the core tells. */
export function useSend<K extends OperationName>(operation: K, options: SendOptions<K> = {}) {
  return useMutation<ReplyOf<K>, CallError, InputOf<K>>({
    ...options,
    mutationFn: (input: InputOf<K>) => call(operation, input),
  });
}

const staleBy: Record<string, string[]> = {
  // What one may do oneself can change with a user too.
  users: ["users.", "settings.practice", "session.current", "sessions.", "security.", "support.", "profile."],
  // Lists, counts and the timeline of the register follow by themselves: they must not ask at every event.
  register: ["register.status", "register.get", "register.revisions", "security.health", "support.summary"],
  practice: ["settings.", "app.status", "session.current"],
  session: ["session.current", "sessions.", "profile."],
  sessions: ["sessions.", "users.get", "profile."],
  security: ["security.", "session.current", "profile.", "users."],
  support: ["support.", "session.current", "security.health"],
  notices: ["notices.", "session.current"],
  database: ["app.status"],
  preferences: ["preferences."],
};

/** Marks stale whatever a topic touches; what is on screen is fetched again. */
export function invalidateTopics(client: QueryClient, topics: string[]) {
  const prefixes = topics.flatMap((topic) => staleBy[topic] ?? []);
  if (prefixes.length === 0) return;
  void client.invalidateQueries({
    predicate: (query) => prefixes.some((prefix) => String(query.queryKey[0]).startsWith(prefix)),
  });
}

export function followChanges(client: QueryClient): () => void {
  return host().listen("changed", ({ topics }) => invalidateTopics(client, topics));
}
