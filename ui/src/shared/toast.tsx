import { Button } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconAlertTriangle, IconCheck } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { asCallError } from "~/api";

export type ToastAction = { label: string; onClick: () => void };

function body(line: ReactNode, actions: ToastAction[] | undefined, id: string) {
  if (!actions?.length) return line;
  return (
    <div>
      {line}
      <div style={{ display: "flex", gap: "0.5rem", marginTop: "0.5rem" }}>
        {actions.slice(0, 2).map((action) => (
          <Button
            key={action.label}
            size="xs"
            variant="default"
            onClick={() => {
              notifications.hide(id);
              action.onClick();
            }}
          >
            {action.label}
          </Button>
        ))}
      </div>
    </div>
  );
}

/** Results only, bottom right; never something that needs a decision. */
export const toast = {
  /** Takes all away: they are for whoever did what they tell of. */
  clear: () => notifications.clean(),
  /** `toast.done("Liam is disabled", "Their 2 sessions have ended.", [{ label: "Undo", onClick }])` */
  done(title: string, line?: ReactNode, actions?: ToastAction[]) {
    const id = crypto.randomUUID();
    notifications.show({
      id,
      closeButtonProps: { "aria-label": "Close" },
      title,
      message: body(line, actions, id),
      autoClose: 6000,
      icon: <IconCheck size={16} stroke={2} aria-hidden />,
      color: "petrol",
      role: "status",
    });
  },
  /** Stays until it is closed. */
  problem(title: string, error?: unknown, actions?: ToastAction[]) {
    const id = crypto.randomUUID();
    notifications.show({
      id,
      closeButtonProps: { "aria-label": "Close" },
      title,
      message: body(error === undefined ? null : asCallError(error).message, actions, id),
      autoClose: false,
      icon: <IconAlertTriangle size={16} stroke={1.8} aria-hidden />,
      color: "red",
      role: "alert",
    });
  },
};
