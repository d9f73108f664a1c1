export { AboutDialog, type AboutDialogProps } from "./about-dialog";
export { ShortcutsDialog, type ShortcutsDialogProps } from "./shortcuts-dialog";
