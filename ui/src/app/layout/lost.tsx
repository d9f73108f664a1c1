import { Button } from "@mantine/core";
import { type ErrorComponentProps, Link } from "@tanstack/react-router";
import { EmptyState, ErrorState } from "~/shared";

export function NotFound() {
  return (
    <EmptyState
      title="There is nothing here"
      actions={<Button renderRoot={(props) => <Link to="/" {...props} />}>Go to the start</Button>}
    >
      The place you asked for isn’t part of Firmkeep.
    </EmptyState>
  );
}

export function ScreenFailed({ error, reset }: ErrorComponentProps) {
  return <ErrorState error={error} title="This screen stopped working" onRetry={reset} />;
}
