import {
  createHashHistory,
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Navigate,
  type RouteComponent,
} from "@tanstack/react-router";
import { Frame } from "./layout/frame";
import { NotFound, ScreenFailed } from "./layout/lost";

type Screens = Record<string, RouteComponent>;
const features = import.meta.glob<Screens>("../features/*/index.ts");

/** Screens load when they are first opened. */
function screen(feature: string, name: string): RouteComponent {
  const load = features[`../features/${feature}/index.ts`];
  if (!load) return () => null;
  return lazyRouteComponent(load, name) as RouteComponent;
}

const root = createRootRoute({ component: Frame, notFoundComponent: NotFound, errorComponent: ScreenFailed });

const route = <P extends string>(path: P, component: RouteComponent) =>
  createRoute({ getParentRoute: () => root, path, component });

const routeTree = root.addChildren([
  route("/", () => <Navigate to="/users" replace />),
  route("/users", screen("users", "UsersScreen")),
  route("/users/$user", screen("users", "UserScreen")),
  route("/history", screen("history", "HistoryScreen")),
  route("/my-history", screen("history", "MyHistoryScreen")),
  route("/settings/practice", screen("settings", "PracticeSettingsScreen")),
]);

export function makeRouter() {
  return createRouter({
    routeTree,
    history: createHashHistory(),
    defaultPreload: "intent",
    defaultErrorComponent: ScreenFailed,
    defaultPendingMs: 300,
  });
}

declare module "@tanstack/react-router" {
  interface Register {
    router: ReturnType<typeof makeRouter>;
  }
}
