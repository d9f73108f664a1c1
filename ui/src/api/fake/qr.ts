const SIDE = 37;
const QUIET = 4;

/** A picture that looks like a QR code, in the form that the core draws one: one path in units of modules. */
export function qrPath(): { qr: string; qr_size: number } {
  const cells: string[] = [];
  const corner = (x: number, y: number) => {
    const inX = x < 7 ? x : x >= SIDE - 7 ? x - (SIDE - 7) : -1;
    const inY = y < 7 ? y : y >= SIDE - 7 ? y - (SIDE - 7) : -1;
    if (inX < 0 || inY < 0 || (x >= SIDE - 7 && y >= SIDE - 7)) return null;
    const edge = inX === 0 || inX === 6 || inY === 0 || inY === 6;
    return edge || (inX > 1 && inX < 5 && inY > 1 && inY < 5);
  };
  let seed = 7;
  for (let y = 0; y < SIDE; y++) {
    for (let x = 0; x < SIDE; x++) {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
      if (corner(x, y) ?? seed % 5 < 2) cells.push(`M${x + QUIET} ${y + QUIET}h1v1h-1z`);
    }
  }
  return { qr: cells.join(""), qr_size: SIDE + 2 * QUIET };
}
