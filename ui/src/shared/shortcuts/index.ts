export { capsOf } from "./keys";
export {
  type Shortcut,
  type ShortcutGroup,
  ShortcutsProvider,
  useArrowsInto,
  useShortcut,
  useShortcutList,
  useShortcutRules,
} from "./registry";
