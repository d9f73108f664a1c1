import type { TextSize } from "~/shared";

const sizeKey = "firmkeep.text-size";

/** Kept on the computer too, so that the sign-in screen already looks as the last person left it. */
export function applyTextSize(size: TextSize) {
  if (size === "usual") delete document.documentElement.dataset.textSize;
  else document.documentElement.dataset.textSize = size;
  try {
    localStorage.setItem(sizeKey, size);
  } catch {
    // Without storage the choice lasts until the window closes.
  }
}

export function storedTextSize(): TextSize {
  try {
    const stored = localStorage.getItem(sizeKey);
    return stored === "smaller" || stored === "larger" ? stored : "usual";
  } catch {
    return "usual";
  }
}

export function applyStoredLook() {
  applyTextSize(storedTextSize());
}
