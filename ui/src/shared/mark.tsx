/** The keep on its double rule. `plain` is white with the ground showing through, for the dark picture panel. */
export function Mark({ size = 32, plain }: { size?: number; plain?: boolean }) {
  const ground = plain ? "#fff" : "var(--fk-accent)";
  const keep = plain ? "#0e5c63" : "#fff";
  const hole = plain ? "#fff" : "var(--fk-accent)";
  const side = `${size / 16}rem`;
  return (
    <svg
      width={side}
      height={side}
      viewBox="0 0 32 32"
      aria-hidden
      focusable="false"
      style={{ flex: "none" }}
    >
      <rect width="32" height="32" rx="8" fill={ground} />
      <path d="M9 6.5h3.2v2.6h2.2V6.5h3.2v2.6h2.2V6.5H23v6.2l-1.6 1.7v7.1H10.6v-7.1L9 12.7z" fill={keep} />
      <path d="M16 12.6a2.1 2.1 0 0 1 1.1 3.9l.7 5H14.2l.7-5a2.1 2.1 0 0 1 1.1-3.9z" fill={hole} />
      <rect x="8.5" y="23.1" width="15" height="1.7" rx=".4" fill={keep} />
      <rect x="8.5" y="26" width="15" height=".95" rx=".4" fill={keep} />
    </svg>
  );
}
