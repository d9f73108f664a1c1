import { IconLock } from "@tabler/icons-react";
import type { ReactNode } from "react";
import type { Role } from "~/api";
import { ChoiceCard, roleWords } from "~/shared";
import classes from "./role-cards.module.css";
import { ROLE_WORDS, ROLES } from "./role-words";

type RoleCardsProps = {
  roles: readonly Role[];
  onChange: (roles: Role[]) => void;
  /** Those that this person may give and take. */
  give: readonly Role[];
  /** Why none can be chosen, where that is so. */
  locked?: string | null;
  /** Lists what each may and may not do. */
  detailed?: boolean;
  error?: ReactNode;
  id?: string;
};

/** The access levels as cards; several can be chosen. What one may not give is shown, locked, with the reason. */
export function RoleCards({ roles, onChange, give, locked = null, detailed, error, id }: RoleCardsProps) {
  return (
    <fieldset className={classes.roles} data-detailed={detailed || undefined} id={id}>
      <legend className="fk-visually-hidden">Access level</legend>
      {ROLES.map((role) => {
        const words = ROLE_WORDS[role];
        const off = locked !== null || !give.includes(role);
        return (
          <ChoiceCard
            key={role}
            type="checkbox"
            name="roles"
            value={role}
            title={
              <span className={classes.title}>
                {roleWords[role]}
                {off && <IconLock size={14} stroke={1.8} aria-hidden />}
              </span>
            }
            description={words.sentence}
            can={detailed ? words.may : undefined}
            cannot={detailed ? words.mayNot : undefined}
            checked={roles.includes(role)}
            disabled={off}
            reason={locked ?? whoGives(role)}
            onChange={(chosen) => {
              const others = roles.filter((each) => each !== role);
              onChange(ROLES.filter((each) => (chosen && each === role) || others.includes(each)));
            }}
          />
        );
      })}
      {error && (
        <p role="alert" className={classes.error}>
          {error}
        </p>
      )}
    </fieldset>
  );
}

function whoGives(role: Role): string {
  if (role === "practice_admin" || role === "partner") return "Only a practice admin can give or take this.";
  return "Only a practice admin or partner can give or take this.";
}
