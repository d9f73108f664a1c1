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

// Screens load when they are first opened.
const users = () => import("~/features/users");
const history = () => import("~/features/history");
const settings = () => import("~/features/settings");

const root = createRootRoute({ component: Frame, notFoundComponent: NotFound, errorComponent: ScreenFailed });

const route = <P extends string>(path: P, component: RouteComponent) =>
  createRoute({ getParentRoute: () => root, path, component });

const routeTree = root.addChildren([
  route("/", () => <Navigate to="/users" replace />),
  route("/users", lazyRouteComponent(users, "UsersScreen")),
  route("/users/$user", lazyRouteComponent(users, "UserScreen")),
  route("/history", lazyRouteComponent(history, "HistoryScreen")),
  route("/my-history", lazyRouteComponent(history, "MyHistoryScreen")),
  route("/settings/practice", lazyRouteComponent(settings, "PracticeSettingsScreen")),
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
