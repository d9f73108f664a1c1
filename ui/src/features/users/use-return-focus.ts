import { useEffect, useState } from "react";

/** When a dialog goes, the focus goes back to what opened it. */
export function useReturnFocus() {
  const [opener] = useState(() => document.activeElement);
  useEffect(
    () => () => {
      // After the dialog's own trap let go.
      setTimeout(() => {
        const lost = document.activeElement === document.body || document.activeElement === null;
        if (lost && opener instanceof HTMLElement && opener.isConnected) opener.focus();
      }, 0);
    },
    [opener],
  );
}
