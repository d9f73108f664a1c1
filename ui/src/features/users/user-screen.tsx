import { useParams } from "@tanstack/react-router";
import { useCall } from "~/api";
import { ErrorState } from "~/shared";
import { UserEditor } from "./edit/user-editor";
import { UserSkeleton } from "./edit/user-skeleton";
import classes from "./users-screen.module.css";

/** One user: who they are, what they may do, how they sign in, what happened. */
export function UserScreen() {
  const { user } = useParams({ strict: false }) as { user: string };
  const { data, error, isFetching, refetch } = useCall("users.get", { user });
  return (
    <div className={classes.screen}>
      {data ? (
        <UserEditor key={data.row.id} user={data} />
      ) : error ? (
        <ErrorState
          error={error}
          title="This user can’t be shown now"
          onRetry={() => void refetch()}
          retrying={isFetching}
        />
      ) : (
        <UserSkeleton />
      )}
    </div>
  );
}
