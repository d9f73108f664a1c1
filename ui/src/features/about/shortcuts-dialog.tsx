import { Modal } from "@mantine/core";
import { capsOf, DoubleRule, Key, useAppActions, useShortcutList } from "~/shared";
import classes from "./about.module.css";
import { GROUPS, linesOf } from "./shortcuts";

export type ShortcutsDialogProps = { opened: boolean; onClose: () => void };

export function ShortcutsDialog({ opened, onClose }: ShortcutsDialogProps) {
  return (
    <Modal opened={opened} onClose={onClose} title="Keyboard shortcuts" size="53.75rem">
      <Content />
    </Modal>
  );
}

function Content() {
  const registered = useShortcutList();
  const { singleKeys } = useAppActions();
  return (
    <div tabIndex={-1} data-autofocus style={{ outline: "none" }}>
      <p className={classes.quiet} style={{ marginBottom: 16 }}>
        On a Mac, use ⌘ for Ctrl and ⌥ for Alt.{" "}
        {singleKeys
          ? "Single keys do nothing while you type; “Find anything” can turn them off."
          : "Single-key shortcuts are turned off; “Find anything” can turn them on."}
      </p>
      <div className={classes.columns}>
        {GROUPS.map((group) => (
          <section key={group} className={classes.group} aria-label={group}>
            <h3>{group}</h3>
            <DoubleRule width="100%" />
            <dl className={classes.list}>
              {linesOf(group, registered).map(({ keys, label }) => (
                <div key={keys} className={classes.keysRow}>
                  <dt>{label}</dt>
                  <dd>
                    {capsOf(keys).map((cap) => (
                      <Key key={cap}>{cap}</Key>
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </div>
  );
}
