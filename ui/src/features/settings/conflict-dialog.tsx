import { Button, Modal, Radio } from "@mantine/core";
import { useState } from "react";
import { useCall } from "~/api";
import classes from "./conflict-dialog.module.css";
import { clashes, FIELDS, type Field, formOf, valueWords } from "./settings-form";
import type { SettingsFormState } from "./use-settings-form";

const forEver = { staleTime: Number.POSITIVE_INFINITY };

/** Someone else saved first: what they changed, and a choice wherever both changed the same field. */
export function ConflictDialog({ state }: { state: SettingsFormState }) {
  const { conflict } = state;
  return (
    <Modal
      opened={conflict !== null}
      onClose={state.closeConflict}
      title="The settings were changed meanwhile"
      size="42rem"
      closeOnClickOutside={false}
    >
      {conflict && <Content key={conflict.theirs.version} state={state} />}
    </Modal>
  );
}

function Content({ state }: { state: SettingsFormState }) {
  const { data: countries = [] } = useCall("lookups.countries", {}, forEver);
  const { data: zones = [] } = useCall("lookups.time_zones", {}, forEver);
  const [takeTheirs, setTakeTheirs] = useState<ReadonlySet<Field>>(new Set());
  if (!state.conflict) return null;
  const theirs = formOf(state.conflict.theirs);
  const found = clashes(state.before, state.form, theirs);
  const words = (field: Field, value: string) => valueWords(field, value, { countries, zones });
  const choose = (field: Field, side: string) => {
    const next = new Set(takeTheirs);
    if (side === "theirs") next.add(field);
    else next.delete(field);
    setTakeTheirs(next);
  };

  return (
    <div>
      <p className={classes.text}>
        {state.conflict.message} Nothing of yours is lost.{" "}
        {found.some((clash) => clash.both)
          ? "Where you both changed the same field, choose which to keep."
          : "Your changes and theirs touch different fields, so both can stay."}
      </p>
      {found.length > 0 && (
        <table className={classes.table}>
          <thead>
            <tr>
              <th scope="col">Field</th>
              <th scope="col">Theirs</th>
              <th scope="col">Yours</th>
            </tr>
          </thead>
          <tbody>
            {found.map(({ field, both }) => (
              <tr key={field}>
                <th scope="row">{FIELDS[field]}</th>
                {both ? (
                  (["theirs", "mine"] as const).map((side) => (
                    <td key={side}>
                      <Radio
                        name={`keep ${field}`}
                        value={side}
                        checked={(side === "theirs") === takeTheirs.has(field)}
                        onChange={() => choose(field, side)}
                        label={words(field, side === "theirs" ? theirs[field] : state.form[field])}
                      />
                    </td>
                  ))
                ) : (
                  <>
                    <td>{words(field, theirs[field])}</td>
                    <td className={classes.same}>Not changed</td>
                  </>
                )}
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <div className={classes.buttons}>
        <Button variant="default" onClick={state.closeConflict} data-autofocus>
          Keep editing
        </Button>
        <Button loading={state.saving} onClick={() => void state.settle(takeTheirs)}>
          Save with these
        </Button>
      </div>
    </div>
  );
}
