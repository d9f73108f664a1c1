import { Center } from "@mantine/core";
import { useEffect, useState } from "react";
import { ErrorState, Mark } from "~/shared";

/** Nothing for a blink, then the mark. */
export function Starting() {
  const [shown, setShown] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setShown(true), 400);
    return () => clearTimeout(timer);
  }, []);
  return (
    <Center h="100%" role="status" aria-label="Opening Firmkeep">
      {shown && <Mark size={48} />}
    </Center>
  );
}

export function StartFailed({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  return (
    <Center h="100%">
      <ErrorState error={error} onRetry={onRetry} title="Firmkeep could not start" />
    </Center>
  );
}
