import classes from "./steps.module.css";

function Cylinder({ x, y }: { x: number; y: number }) {
  return (
    <g fill="var(--fk-accent)" transform={`translate(${x} ${y})`}>
      <ellipse cx="17" cy="5" rx="17" ry="5" />
      <path d="M0 8.5c0 2.8 7.6 5 17 5s17-2.2 17-5v7c0 2.8-7.6 5-17 5s-17-2.2-17-5z" />
      <path d="M0 19c0 2.8 7.6 5 17 5s17-2.2 17-5v8c0 2.8-7.6 5-17 5s-17-2.2-17-5z" />
    </g>
  );
}

/** One computer that holds the data; others may follow. */
export function ThisComputerArt() {
  return (
    <svg viewBox="0 0 340 120" className={classes.art} aria-hidden focusable="false">
      <g fill="none" stroke="var(--fk-strong)" strokeWidth="1.4" strokeDasharray="4 3">
        <rect x="38" y="38" width="58" height="38" rx="4" />
        <path d="M67 76v8M56 84h22" />
        <rect x="244" y="38" width="58" height="38" rx="4" />
        <path d="M273 76v8M262 84h22" />
      </g>
      <g fill="var(--fk-surface)" stroke="var(--fk-accent)" strokeWidth="3.4" strokeLinecap="round">
        <rect x="117" y="12" width="106" height="70" rx="8" />
        <path d="M170 82v14M147 96h46" />
      </g>
      <Cylinder x={153} y={28} />
    </svg>
  );
}

/** A server in the office, with computers that share it. */
export function OfficeArt() {
  return (
    <svg viewBox="0 0 340 120" className={classes.art} aria-hidden focusable="false">
      <g stroke="var(--fk-accent)" strokeWidth="1.6" strokeDasharray="4 4">
        <path d="M88 56h46M206 56h46" />
      </g>
      <g fill="var(--fk-surface)" stroke="var(--fk-strong)" strokeWidth="1.4" strokeLinecap="round">
        <rect x="28" y="34" width="60" height="40" rx="4" />
        <path d="M58 74v8M46 82h24" />
        <rect x="134" y="12" width="72" height="84" rx="7" />
        <path d="M146 76h28M146 84h18" />
      </g>
      <circle cx="193" cy="80" r="3.4" fill="var(--fk-green-dot)" />
      <g fill="var(--fk-surface)" stroke="var(--fk-accent)" strokeWidth="2.2" strokeLinecap="round">
        <rect x="252" y="28" width="66" height="46" rx="4" />
        <path d="M285 74v9M271 83h28" />
      </g>
      <Cylinder x={153} y={26} />
    </svg>
  );
}
