import { MantineProvider } from "@mantine/core";
import { Notifications } from "@mantine/notifications";
import { QueryClientProvider } from "@tanstack/react-query";
import {
  createMemoryHistory,
  createRootRoute,
  createRoute,
  createRouter,
  Outlet,
  RouterProvider,
} from "@tanstack/react-router";
import { render } from "@testing-library/react";
import axe from "axe-core";
import type { ReactNode } from "react";
import { expect } from "vitest";
import { type Me, MeProvider, useCall } from "~/api";
import { createFakeHost, type FakeHost, type FakeOptions } from "~/api/fake";
import { setHost } from "~/api/host";
import { createQueryClient, followChanges } from "~/api/queries";
import { resolver, theme } from "~/app/theme";
import { type AppActions, AppActionsProvider, ShortcutsProvider } from "~/shared";

export type RenderOptions = FakeOptions & {
  /** The address that the screen is shown at, and the pattern it is registered under. */
  at?: string;
  path?: string;
  fake?: FakeHost;
};

function SignedIn({ children }: { children: ReactNode }) {
  const me = useCall("session.current", {});
  return me.data ? <MeProvider me={me.data as Me}>{children}</MeProvider> : <p>Nobody is signed in</p>;
}

const actions: AppActions = {
  openFind: () => {},
  openShortcuts: () => {},
  openAbout: () => {},
  openNotices: () => {},
  lock: () => {},
  signOut: () => {},
  theme: "light",
  setTheme: () => {},
  textSize: "usual",
  setTextSize: () => {},
  singleKeys: true,
  setSingleKeys: () => {},
};

/** Shows a screen as in the window, over an in-memory practice, with Helen (a practice admin) signed in. */
export function renderScreen(screen: ReactNode, options: RenderOptions = {}) {
  const { at = "/", path = "/", fake, ...rest } = options;
  const host = fake ?? createFakeHost({ signedIn: "helen@hvale.example", ...rest });
  setHost(host);
  const client = createQueryClient();
  followChanges(client);
  document.getElementById("portals")?.remove();
  document.body.append(Object.assign(document.createElement("div"), { id: "portals" }));
  const root = createRootRoute({ component: Outlet });
  const elsewhere = createRoute({
    getParentRoute: () => root,
    path: "$",
    component: () => <p>Another screen</p>,
  });
  const here = createRoute({
    getParentRoute: () => root,
    path,
    component: () => <SignedIn>{screen}</SignedIn>,
  });
  const router = createRouter({
    routeTree: root.addChildren([here, elsewhere]),
    history: createMemoryHistory({ initialEntries: [at] }),
  });
  const view = render(
    <QueryClientProvider client={client}>
      <MantineProvider theme={theme} cssVariablesResolver={resolver} env="test">
        <ShortcutsProvider>
          <AppActionsProvider actions={actions}>
            <RouterProvider router={router as never} />
          </AppActionsProvider>
        </ShortcutsProvider>
        <Notifications />
      </MantineProvider>
    </QueryClientProvider>,
  );
  return { ...view, host, client, router };
}

/** Shows a part that needs no route and nobody signed in. */
export function renderPart(part: ReactNode, options: FakeOptions & { fake?: FakeHost } = {}) {
  const { fake, ...rest } = options;
  const host = fake ?? createFakeHost(rest);
  setHost(host);
  const client = createQueryClient();
  document.getElementById("portals")?.remove();
  document.body.append(Object.assign(document.createElement("div"), { id: "portals" }));
  const view = render(
    <QueryClientProvider client={client}>
      <MantineProvider theme={theme} cssVariablesResolver={resolver} env="test">
        <ShortcutsProvider>{part}</ShortcutsProvider>
        <Notifications />
      </MantineProvider>
    </QueryClientProvider>,
  );
  return { ...view, host, client };
}

/** No serious or critical violation. Colours are judged by eye and in the real window: jsdom paints nothing. */
export async function expectAccessible(within: Element = document.body) {
  const result = await axe.run(within, {
    rules: { "color-contrast": { enabled: false }, region: { enabled: false } },
    resultTypes: ["violations"],
  });
  const found = result.violations
    .filter((one) => one.impact === "serious" || one.impact === "critical")
    .map((one) => `${one.id}: ${one.help} (${one.nodes.map((node) => node.html).join(" | ")})`);
  expect(found).toEqual([]);
}
