import { type InfiniteData, type QueryClient, useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { keyOf, type UserDetail, type UserPage } from "~/api";

/** Shows a changed user everywhere at once; what else it moves is fetched when the core tells what changed. */
export function showUser(client: QueryClient, user: UserDetail) {
  client.setQueryData(keyOf("users.get", { user: user.row.id }), user);
  client.setQueriesData<InfiniteData<UserPage>>(
    { queryKey: ["users.list", "pages"] },
    (data) =>
      data && {
        ...data,
        pages: data.pages.map((page) => ({
          ...page,
          rows: page.rows.map((row) => (row.id === user.row.id ? user.row : row)),
        })),
      },
  );
}

export function useShowUser() {
  const client = useQueryClient();
  return useCallback((user: UserDetail) => showUser(client, user), [client]);
}
