import { Button, Checkbox, Popover, SegmentedControl, Text, UnstyledButton } from "@mantine/core";
import { IconColumns3, IconGripVertical, IconLock } from "@tabler/icons-react";
import { type DragEvent, type KeyboardEvent, useRef, useState } from "react";
import { useWholeText } from "~/shared/whole-text";
import classes from "./column-chooser.module.css";
import {
  type ColumnFacts,
  type ColumnId,
  type ColumnPreferences,
  moveColumn,
  orderedColumns,
  showColumn,
} from "./column-preferences";

type ColumnChooserProps = {
  preferences: ColumnPreferences;
  /** Null goes back to the usual columns. */
  onChange: (preferences: ColumnPreferences | null) => void;
  narrow: boolean;
};

/** Which columns stand in the list, in which order, and how high its rows are. */
export function ColumnChooser({ preferences, onChange, narrow }: ColumnChooserProps) {
  const [open, setOpen] = useState(false);
  const [said, setSaid] = useState("");
  const [dragged, setDragged] = useState<ColumnId | null>(null);
  const list = useRef<HTMLUListElement>(null);
  const label = useWholeText("Columns");
  const columns = orderedColumns(preferences);

  const move = (column: ColumnFacts, to: number) => {
    const place = Math.min(Math.max(to, 0), preferences.order.length - 1);
    onChange(moveColumn(preferences, column.id, place));
    setSaid(`${column.title} is now column ${place + 2} of ${columns.length}`);
  };
  const keys = (column: ColumnFacts) => (event: KeyboardEvent) => {
    const by = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (!by) return;
    event.preventDefault();
    move(column, preferences.order.indexOf(column.id) + by);
    requestAnimationFrame(() =>
      list.current?.querySelector<HTMLElement>(`[data-grip="${column.id}"]`)?.focus(),
    );
  };
  const over = (column: ColumnFacts) => (event: DragEvent) => {
    if (!dragged || column.locked) return;
    event.preventDefault();
    if (dragged !== column.id)
      onChange(moveColumn(preferences, dragged, preferences.order.indexOf(column.id)));
  };

  return (
    <Popover opened={open} onChange={setOpen} position="bottom-end" width="18.75rem" trapFocus returnFocus>
      <Popover.Target>
        <Button
          variant="default"
          className={classes.button}
          data-open={open || undefined}
          leftSection={<IconColumns3 size={16} stroke={1.7} />}
          aria-label="Columns"
          {...(narrow && !open ? label.on : {})}
          onClick={() => setOpen(!open)}
        >
          <span className={classes.buttonText}>Columns</span>
          {label.tip}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label="Columns">
        <h2 className={classes.title}>Columns</h2>
        <p className={classes.help}>
          Drag to reorder, or use arrow keys on a handle. Locked columns always show.
        </p>
        <ul className={classes.list} ref={list}>
          {columns.map((column) => (
            <li
              key={column.id}
              className={classes.item}
              data-dragged={column.id === dragged || undefined}
              draggable={!column.locked}
              onDragStart={(event) => {
                event.dataTransfer.effectAllowed = "move";
                event.dataTransfer.setData("text/plain", column.title);
                setDragged(column.id);
              }}
              onDragOver={over(column)}
              onDrop={(event) => event.preventDefault()}
              onDragEnd={() => setDragged(null)}
            >
              {column.locked ? (
                <span />
              ) : (
                <UnstyledButton
                  className={classes.grip}
                  data-grip={column.id}
                  aria-label={`Move ${column.title}`}
                  aria-keyshortcuts="ArrowUp ArrowDown"
                  onKeyDown={keys(column)}
                >
                  <IconGripVertical size={15} stroke={2} aria-hidden />
                </UnstyledButton>
              )}
              <Checkbox
                label={column.title}
                description={narrow && column.wideOnly ? "Shows in a wider window" : undefined}
                checked={column.locked || !preferences.hidden.includes(column.id)}
                disabled={column.locked}
                onChange={(event) =>
                  onChange(showColumn(preferences, column.id, event.currentTarget.checked))
                }
              />
              {column.locked && (
                <IconLock size={15} stroke={1.7} aria-label="Always shows" className={classes.lock} />
              )}
            </li>
          ))}
        </ul>
        <p className="fk-visually-hidden" role="status">
          {said}
        </p>
        <div className={classes.foot}>
          <Text component="span" size="sm" id="users-row-height" className={classes.help}>
            Row height
          </Text>
          <SegmentedControl
            aria-labelledby="users-row-height"
            data={[
              { value: "roomy", label: "Roomy" },
              { value: "compact", label: "Compact" },
            ]}
            value={preferences.compact ? "compact" : "roomy"}
            onChange={(value) => onChange({ ...preferences, compact: value === "compact" })}
          />
        </div>
        <Button variant="subtle" size="xs" className={classes.reset} onClick={() => onChange(null)}>
          Back to the usual columns
        </Button>
      </Popover.Dropdown>
    </Popover>
  );
}
