import { useEffect, useState } from "react";
import classes from "./table-skeleton.module.css";

export type TableSkeletonProps = {
  /** Widths of the columns as CSS grid tracks: "2fr 1fr 1fr". */
  columns: string;
  rows?: number;
  /** 50 for two lines with a picture, 40 for one line. */
  rowHeight?: 50 | 40;
  label?: string;
};

/** Rows in the real layout while a list loads, only when it takes longer than a blink. */
export function TableSkeleton({ columns, rows = 10, rowHeight = 50, label = "Loading" }: TableSkeletonProps) {
  const [shown, setShown] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setShown(true), 300);
    return () => clearTimeout(timer);
  }, []);
  const tracks = columns.trim().split(/\s+(?![^(]*\))/);
  return (
    <div role="status" aria-label={label} aria-busy="true">
      {shown &&
        Array.from({ length: rows }, (_, row) => (
          <div
            // biome-ignore lint/suspicious/noArrayIndexKey: rows of a sketch have no identity
            key={row}
            className={classes.row}
            style={{ gridTemplateColumns: columns, height: `${rowHeight / 16}rem` }}
          >
            {tracks.map((track, column) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: as above
              <span key={`${track}-${column}`} className={classes.cell}>
                {column === 0 && rowHeight === 50 && <span className={classes.circle} />}
                <span className={classes.bar} style={{ width: `${45 + ((row * 7 + column * 13) % 40)}%` }} />
              </span>
            ))}
          </div>
        ))}
    </div>
  );
}
