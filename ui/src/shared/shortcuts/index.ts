export { capsOf } from "./keys";
export {
  type Shortcut,
  type ShortcutGroup,
  ShortcutsProvider,
  useShortcut,
  useShortcutList,
  useShortcutRules,
} from "./registry";
