import type { Role } from "~/api";

export const roleWords: Record<Role, string> = {
  practice_admin: "Practice admin",
  partner: "Partner",
  manager: "Manager",
  employee: "Employee",
};

const order: Role[] = ["practice_admin", "partner", "manager", "employee"];

/** "Partner, Manager": all roles, highest first. */
export function roleList(roles: Role[]): string {
  return order
    .filter((role) => roles.includes(role))
    .map((role) => roleWords[role])
    .join(", ");
}
