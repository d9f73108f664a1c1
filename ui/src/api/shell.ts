import { host } from "./host";

export type { Versions } from "./host";

/** Opens the save dialog; false when the person closed it. */
export const saveText = (suggestedName: string, text: string) => host().shell.saveText(suggestedName, text);
export const printPage = () => host().shell.printPage();
export const openExternal = (url: string) => host().shell.openExternal(url);
export const openLogFolder = () => host().shell.openLogFolder();
export const versions = () => host().shell.versions();
export const licences = () => host().shell.licences();

/** The practice's logo; `version` is `Practice.logo` or `PracticeFace.logo`. */
export const practiceLogoUrl = (version: string) => host().shell.pictureUrl("practice-logo", version);

/** Items of the native menu, by id ("about", "find", "lock", "shortcuts", ...). */
export const onMenu = (handler: (item: string) => void) =>
  host().listen("menu", (payload) => handler(payload.item));

/** Asked each time the person closes the window; false keeps it open. */
export const onClose = (mayClose: () => boolean) => host().shell.onClose(mayClose);
export const closeWindow = () => host().shell.close();

/** Copies a text and tells whether the system allowed it. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

export const isMac = typeof navigator !== "undefined" && /Mac/.test(navigator.platform);
