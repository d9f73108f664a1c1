export { UserScreen } from "./user-screen";
export { UsersScreen } from "./users-screen";
