import { type KeyboardEvent, type ReactNode, useId, useRef } from "react";
import classes from "./tabs.module.css";

export type TabItem<V extends string = string> = {
  value: V;
  label: string;
  count?: number;
  /** A brass dot: something on this tab is not saved. */
  unsaved?: boolean;
  /** A divider stands before this tab. */
  divided?: boolean;
};

export type TabsProps<V extends string> = {
  /** What the tabs choose between, for screen readers. */
  label: string;
  items: TabItem<V>[];
  value: V;
  onChange: (value: V) => void;
  /** At the right end of the row. */
  right?: ReactNode;
  /** The id of the panel that the tabs show, if it has one. */
  panelId?: string;
};

/** One row of tabs; the chosen one stands on the double rule. Arrow keys move, Home and End jump. */
export function Tabs<V extends string>({ label, items, value, onChange, right, panelId }: TabsProps<V>) {
  const base = useId();
  const list = useRef<HTMLDivElement>(null);

  const move = (event: KeyboardEvent) => {
    const at = items.findIndex((item) => item.value === value);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: items.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    const next = items[(to + items.length) % items.length];
    if (!next) return;
    onChange(next.value);
    list.current?.querySelector<HTMLElement>(`[data-value="${next.value}"]`)?.focus();
  };

  return (
    <div className={classes.row}>
      <div role="tablist" aria-label={label} className={classes.list} ref={list}>
        {items.map((item) => (
          <button
            key={item.value}
            type="button"
            role="tab"
            id={`${base}-${item.value}`}
            data-value={item.value}
            data-divided={item.divided || undefined}
            aria-selected={item.value === value}
            aria-controls={item.value === value ? panelId : undefined}
            tabIndex={item.value === value ? 0 : -1}
            className={classes.tab}
            onClick={() => onChange(item.value)}
            onKeyDown={move}
          >
            <span className={classes.label} data-label={item.label}>
              <span>{item.label}</span>
            </span>
            {item.count !== undefined && (
              <span className={classes.count}>{item.count.toLocaleString("en-AU")}</span>
            )}
            {item.unsaved && (
              <span className={classes.dot}>
                <span className="fk-visually-hidden">, not saved</span>
              </span>
            )}
          </button>
        ))}
      </div>
      {right && <div className={classes.right}>{right}</div>}
    </div>
  );
}
