import { IconCheck, IconMinus } from "@tabler/icons-react";
import type { UserDetail } from "~/api";
import { FormSection, Note, Wide } from "~/shared";
import { RoleCards } from "../role-cards";
import { abilitiesOf } from "../role-words";
import { calledName } from "../user-form";
import classes from "./access-tab.module.css";
import { ChangedField } from "./changed-field";
import type { UserEditor } from "./use-user-form";

type AccessTabProps = { user: UserDetail; editor: UserEditor };

/** Access level, and what it comes to in plain words. */
export function AccessTab({ user, editor }: AccessTabProps) {
  const { row } = user;
  const called = calledName(row);
  const { form } = editor;
  const abilities = abilitiesOf(form.roles);
  return (
    <>
      <FormSection
        title="Access level"
        description="Choose one or more. Partner and Manager can then be named on clients."
        columns={1}
      >
        <ChangedField editor={editor} field="roles">
          <RoleCards
            detailed
            roles={form.roles}
            give={user.give_roles}
            locked={lockedReason(user)}
            onChange={(roles) => editor.set("roles", roles)}
            error={editor.errors.roles}
          />
        </ChangedField>
        {row.you && row.can.change_roles && editor.dirty.includes("roles") && (
          <Note tone="care">
            This changes your own access level. It counts from your next step in Firmkeep.
          </Note>
        )}
      </FormSection>
      <FormSection title={`What ${called} can do`} description="The result of the access levels together.">
        <Wide>
          {row.status === "restricted" && (
            <div className={classes.note}>
              <Note tone="care">
                {called} is restricted: they can look, but not change or download anything.
              </Note>
            </div>
          )}
          <ul className={classes.abilities}>
            {abilities.map((ability) => (
              <li key={ability.text} data-yes={ability.yes || undefined}>
                {ability.yes ? (
                  <IconCheck size={16} stroke={2} aria-hidden />
                ) : (
                  <IconMinus size={16} stroke={2} aria-hidden />
                )}
                <span>{ability.text}</span>
                <span className={classes.answer}>{ability.answer}</span>
              </li>
            ))}
          </ul>
        </Wide>
      </FormSection>
    </>
  );
}

function lockedReason({ row }: UserDetail): string | null {
  if (row.can.change_roles) return null;
  return row.you
    ? "You can’t change your own access level."
    : `You may not change ${calledName(row)}’s access level.`;
}
