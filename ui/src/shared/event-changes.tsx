import type { UserFieldChange } from "~/api";
import classes from "./event-drawer.module.css";

const Value = ({ value }: { value: string }) =>
  value.trim() === "" ? <span className={classes.empty}>Empty</span> : value;

/** What a change found and what it left, side by side. */
export function EventChanges({ changes }: { changes: UserFieldChange[] }) {
  return (
    <section aria-label="What changed">
      <h3 className={classes.heading}>What changed</h3>
      <table className={classes.changes}>
        <thead>
          <tr>
            <th scope="col">Field</th>
            <th scope="col">Before</th>
            <th scope="col">After</th>
          </tr>
        </thead>
        <tbody>
          {changes.map((change) => (
            <tr key={change.field}>
              <th scope="row">{change.label}</th>
              <td className={classes.before}>
                <del>
                  <Value value={change.before} />
                </del>
              </td>
              <td className={classes.after}>
                <ins>
                  <Value value={change.after} />
                </ins>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
