import { MantineProvider } from "@mantine/core";
import { Notifications } from "@mantine/notifications";
import { QueryClientProvider } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { createQueryClient, followChanges } from "~/api/queries";
import { ShortcutsProvider } from "~/shared";
import { Gate } from "./gate";
import { resolver, theme } from "./theme";

export function App() {
  const [client] = useState(createQueryClient);
  useEffect(() => followChanges(client), [client]);
  return (
    <QueryClientProvider client={client}>
      <MantineProvider theme={theme} cssVariablesResolver={resolver} defaultColorScheme="auto">
        <ShortcutsProvider>
          <Gate />
        </ShortcutsProvider>
        <Notifications position="bottom-right" containerWidth="22.5rem" />
      </MantineProvider>
    </QueryClientProvider>
  );
}
