import {
  createHashHistory,
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  type RouteComponent,
} from "@tanstack/react-router";
import { FirstPlace } from "./layout/first-place";
import { Frame } from "./layout/frame";
import { NotFound, ScreenFailed } from "./layout/lost";

// Screens load when they are first opened.
const users = () => import("~/features/users");
const history = () => import("~/features/history");
const profile = () => import("~/features/profile");
const security = () => import("~/features/security");
const settings = () => import("~/features/settings");

const root = createRootRoute({ component: Frame, notFoundComponent: NotFound, errorComponent: ScreenFailed });

const route = <P extends string>(path: P, component: RouteComponent) =>
  createRoute({ getParentRoute: () => root, path, component });

const routeTree = root.addChildren([
  route("/", FirstPlace),
  route("/users", lazyRouteComponent(users, "UsersScreen")),
  route("/users/$user", lazyRouteComponent(users, "UserScreen")),
  route("/history", lazyRouteComponent(history, "HistoryScreen")),
  route("/my-history", lazyRouteComponent(history, "MyHistoryScreen")),
  route("/me", lazyRouteComponent(profile, "ProfileScreen")),
  route("/security", lazyRouteComponent(security, "SecurityScreen")),
  route("/settings/practice", lazyRouteComponent(settings, "PracticeSettingsScreen")),
]);

/** `afresh`: from the first place that the person may open, not from where somebody else stopped. */
export function makeRouter(afresh = false) {
  // Past the router of the visit before, which listens on the window's own method and is about to go.
  if (afresh) History.prototype.replaceState.call(window.history, window.history.state, "", "#/");
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
