import { useEffect, useState } from "react";
import type { Time } from "~/api";

/** Whole seconds until a moment, never below 0; ticks by itself. */
export function useSecondsLeft(ends: Time | null): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    if (ends === null) return;
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, [ends]);
  return ends === null ? 0 : Math.max(0, Math.ceil(ends / 1_000_000 - now / 1000));
}

const two = (value: number) => String(value).padStart(2, "0");

/** "1:42:18" */
export function countdown(seconds: number): string {
  const hours = Math.floor(seconds / 3600);
  return `${hours}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
}

/** "1 h 42 min left"; under a minute "Less than a minute left". */
export function leftWords(seconds: number): string {
  const minutes = Math.ceil(seconds / 60);
  if (seconds < 60) return "Less than a minute left";
  const hours = Math.floor(minutes / 60);
  if (hours === 0) return `${minutes} min left`;
  return minutes % 60 === 0 ? `${hours} h left` : `${hours} h ${minutes % 60} min left`;
}

/** "47 min", "1 h 58 min" */
export const tookWords = (microseconds: number) =>
  leftWords(Math.max(60, Math.round(microseconds / 1_000_000))).replace(/ left$/, "");

const SPOKEN = [30, 10, 1];

/** What is said aloud about the time: only at 30, 10 and 1 minute. */
export function spokenLeft(seconds: number): string {
  if (seconds <= 0) return "";
  const at = SPOKEN.filter((minutes) => seconds <= minutes * 60).at(-1);
  if (at === undefined) return "";
  return `Support access ends in ${at === 1 ? "1 minute" : `${at} minutes`}`;
}
