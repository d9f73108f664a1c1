import { Button, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { asCallError, licences } from "~/api";
import classes from "./about.module.css";

/** Showing every text at once would make the window slow; the rest is found by its name. */
const MOST = 60_000;

/** Blocks are separated by blank lines; those that name what is looked for. */
export function matching(text: string, search: string): string {
  const words = search.trim().toLowerCase();
  if (!words) return text;
  return text
    .split("\n")
    .filter((line) => line.toLowerCase().includes(words))
    .join("\n");
}

/** The licences of everything inside Firmkeep, read from the program when asked for. */
export function Licences() {
  const [shown, setShown] = useState(false);
  const [search, setSearch] = useState("");
  const { data, error, isLoading } = useQuery({
    queryKey: ["licences"],
    queryFn: licences,
    enabled: shown,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const found = useMemo(() => matching(data ?? "", search), [data, search]);
  const text = found.length > MOST ? `${found.slice(0, MOST)}\n…\nSearch to see the rest.` : found;

  return (
    <div className={classes.licences}>
      <Button variant="default" aria-expanded={shown} onClick={() => setShown(!shown)}>
        {shown ? "Hide licences" : "Licences of what’s inside"}
      </Button>
      {shown && (
        <div style={{ marginTop: 12 }}>
          <TextInput
            className={classes.search}
            aria-label="Find in the licences"
            placeholder="Name of a library or licence"
            value={search}
            onChange={(event) => setSearch(event.currentTarget.value)}
          />
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled text must be reachable by keyboard */}
          <section className={classes.text} tabIndex={0} aria-label="Licences">
            {error
              ? asCallError(error).message
              : isLoading
                ? "Reading the licences…"
                : text || `Nothing is called “${search.trim()}”`}
          </section>
        </div>
      )}
    </div>
  );
}
