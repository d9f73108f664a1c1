export { FindAnything, type FindAnythingProps } from "./find-anything";
