import { type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import { type TimelineBar, useMe } from "~/api";
import type { Span } from "../use-register-facts";
import { barWords } from "./span";
import classes from "./timeline.module.css";

type Props = { bars: TimelineBar[]; span: Span; onChoose: (start: number, end: number) => void };

const WIDTH = 1000;
const UP = 78;
const DOWN = 28;

/** 7 -> 10, 63 -> 70: a round top for the scale. */
function roundUp(value: number): number {
  if (value <= 5) return 5;
  const size = 10 ** Math.floor(Math.log10(value));
  const step = size / (value / size < 2 ? 5 : 2);
  return Math.ceil(value / step) * step;
}

/**
 * Bars that can be chosen: by dragging over them, or with the keys (arrows move, Shift with an arrow takes in more,
 * Enter shows what is chosen, Escape gives it up).
 */
export function Bars({ bars, span, onChoose }: Props) {
  const me = useMe();
  const hatch = useId();
  const hint = useId();
  const row = useRef<HTMLDivElement>(null);
  const [active, setActive] = useState(Math.max(0, bars.length - 1));
  const [chosen, setChosen] = useState<[number, number] | null>(null);
  const dragging = useRef<number | null>(null);
  const most = roundUp(Math.max(1, ...bars.map((bar) => bar.succeeded)));
  const mostFailed = Math.max(1, ...bars.map((bar) => bar.failed));
  // Failures have the same scale while they fit, or a single one would look like a catastrophe.
  const scale = UP / most;
  const down = Math.min(scale, DOWN / mostFailed);
  const slot = WIDTH / Math.max(1, bars.length);
  const wide = Math.min(slot * 0.56, 20);
  const every = Math.max(1, Math.ceil(bars.length / 7));
  const endOf = (at: number) => bars[at + 1]?.start ?? span.until;
  const ordered = chosen && ([Math.min(...chosen), Math.max(...chosen)] as const);

  const choose = (from: number, to: number) => {
    const start = bars[Math.min(from, to)]?.start;
    if (start !== undefined) onChoose(start, endOf(Math.max(from, to)));
  };
  const latest = useRef(choose);
  latest.current = choose;
  const held = useRef(chosen);
  held.current = chosen;
  // The button may be let go of anywhere.
  useEffect(() => {
    const stop = () => {
      if (dragging.current === null) return;
      dragging.current = null;
      if (held.current) latest.current(...held.current);
      setChosen(null);
    };
    const drop = () => {
      dragging.current = null;
      setChosen(null);
    };
    window.addEventListener("pointerup", stop);
    window.addEventListener("pointercancel", drop);
    return () => {
      window.removeEventListener("pointerup", stop);
      window.removeEventListener("pointercancel", drop);
    };
  }, []);

  const keys = (event: KeyboardEvent) => {
    const by = { ArrowLeft: -1, ArrowRight: 1, Home: -bars.length, End: bars.length }[event.key];
    if (by !== undefined && !event.altKey && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      const to = Math.max(0, Math.min(active + by, bars.length - 1));
      setChosen(event.shiftKey ? [chosen?.[0] ?? active, to] : null);
      setActive(to);
      row.current?.querySelector<HTMLElement>(`[data-at="${to}"]`)?.focus();
    } else if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      if (chosen) choose(...chosen);
      else choose(active, active);
    } else if (event.key === "Escape" && chosen) {
      event.preventDefault();
      event.stopPropagation();
      setChosen(null);
    }
  };

  return (
    <div className={classes.chart}>
      <p id={hint} hidden>
        Left and right arrows move. Shift with an arrow takes in more. Enter shows the events of what is
        chosen.
      </p>
      <div className={classes.scale} aria-hidden>
        <span>{most}</span>
        <span>{most % 2 === 0 ? most / 2 : ""}</span>
        <span>0</span>
      </div>
      <div className={classes.plot}>
        <svg
          className={classes.svg}
          viewBox={`0 0 ${WIDTH} ${UP + DOWN}`}
          preserveAspectRatio="none"
          aria-hidden="true"
        >
          <defs>
            <pattern
              id={hatch}
              width="5"
              height="5"
              patternUnits="userSpaceOnUse"
              patternTransform="rotate(45)"
            >
              <rect width="5" height="5" className={classes.failedBack} />
              <rect width="2" height="5" className={classes.failedStripe} />
            </pattern>
          </defs>
          {bars.map((bar, at) => {
            const x = at * slot + (slot - wide) / 2;
            const up = bar.succeeded === 0 ? 0 : Math.max(1.5, bar.succeeded * scale);
            const below = bar.failed === 0 ? 0 : Math.max(2.5, bar.failed * down);
            return (
              <g key={bar.start}>
                <rect x={x} y={UP - up} width={wide} height={up} className={classes.succeeded} />
                <rect x={x} y={UP} width={wide} height={below} fill={`url(#${hatch})`} />
              </g>
            );
          })}
          <line
            x1="0"
            x2={WIDTH}
            y1={UP}
            y2={UP}
            className={classes.axis}
            vectorEffect="non-scaling-stroke"
          />
        </svg>
        <div
          ref={row}
          className={classes.slots}
          role="toolbar"
          aria-label="Sign-ins by time"
          aria-describedby={hint}
        >
          {bars.map((bar, at) => {
            const inside = ordered !== null && at >= ordered[0] && at <= ordered[1];
            return (
              <button
                key={bar.start}
                type="button"
                data-at={at}
                className={classes.slot}
                data-chosen={inside || undefined}
                aria-pressed={inside}
                tabIndex={at === active ? 0 : -1}
                aria-label={`${barWords(bar.start, span.step, me, true)}: ${bar.succeeded} successful, ${bar.failed} failed`}
                onFocus={() => setActive(at)}
                onKeyDown={keys}
                onPointerDown={(event) => {
                  if (event.button !== 0) return;
                  event.currentTarget.releasePointerCapture?.(event.pointerId);
                  dragging.current = at;
                  setChosen([at, at]);
                }}
                onPointerEnter={() => {
                  if (dragging.current !== null) setChosen([dragging.current, at]);
                }}
              >
                <span className={classes.tip} aria-hidden>
                  {barWords(bar.start, span.step, me, true)}
                  <br />
                  {bar.succeeded} successful, {bar.failed} failed
                </span>
              </button>
            );
          })}
        </div>
        <div className={classes.days} aria-hidden>
          {bars.map((bar, at) => (
            <span key={bar.start} className={classes.day}>
              {(bars.length - 1 - at) % every === 0 && barWords(bar.start, span.step, me)}
            </span>
          ))}
        </div>
      </div>
    </div>
  );
}
