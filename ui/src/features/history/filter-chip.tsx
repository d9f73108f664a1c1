import { IconChevronDown, IconX, type TablerIcon } from "@tabler/icons-react";
import type { ComponentProps, Ref } from "react";
import { WholeText } from "~/shared/whole-text";
import classes from "./filter-chip.module.css";

type Props = Omit<ComponentProps<"button">, "value"> & {
  icon: TablerIcon;
  /** What the chip filters, for screen readers: "Person". */
  label: string;
  /** What it says: "Anyone", or what was chosen. */
  words: string;
  /** Something was chosen; `onClear` takes it away. */
  chosen: boolean;
  onClear: () => void;
  ref?: Ref<HTMLButtonElement>;
};

/** A filter above a list. Set ones turn petrol and gain a cross. */
export function FilterChip({ icon: Icon, label, words, chosen, onClear, ...button }: Props) {
  return (
    <span className={classes.chip} data-set={chosen || undefined}>
      <button type="button" aria-label={`${label}: ${words}`} {...button} className={classes.open}>
        <Icon size={15} stroke={1.7} aria-hidden />
        <WholeText className={classes.words}>{words}</WholeText>
        {!chosen && <IconChevronDown size={14} stroke={1.9} aria-hidden />}
      </button>
      {chosen && (
        <button
          type="button"
          className={classes.clear}
          aria-label={`Clear ${label.toLowerCase()}`}
          onClick={onClear}
        >
          <IconX size={14} stroke={2} aria-hidden />
        </button>
      )}
    </span>
  );
}
