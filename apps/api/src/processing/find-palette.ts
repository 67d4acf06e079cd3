const maxColors = 5;
/** Bits kept of each channel: 16 levels, so that neighbouring shades count as one. */
const keptBits = 4;
/** Two colors closer than this (sum of the three channels' differences, 0..765) are one to the eye. */
const minDistance = 72;
/** Fewer pixels than this are an edge or a speck, not a color of the picture. */
const minShare = 0.02;

/**
 * Finds the colors that a picture is made of.
 * @param rgba pixels of a small version, four bytes each; transparent ones don't count.
 * @returns up to five as `#rrggbb`, the one of most pixels first, at least one; empty where nothing is visible.
 */
export function findPalette(rgba: Uint8Array): string[] {
  let visible = 0;
  const buckets = new Map<number, { count: number; red: number; green: number; blue: number }>();
  const shift = 8 - keptBits;
  for (let at = 0; at + 3 < rgba.length; at += 4) {
    const [red = 0, green = 0, blue = 0, alpha = 0] = rgba.subarray(at, at + 4);
    if (alpha < 128) continue;
    visible += 1;
    const name = ((red >> shift) << (2 * keptBits)) | ((green >> shift) << keptBits) | (blue >> shift);
    const bucket = buckets.get(name);
    if (!bucket) {
      buckets.set(name, { count: 1, red, green, blue });
      continue;
    }
    bucket.count += 1;
    bucket.red += red;
    bucket.green += green;
    bucket.blue += blue;
  }

  const chosen: { red: number; green: number; blue: number }[] = [];
  for (const { count, ...sums } of [...buckets.values()].sort((a, b) => b.count - a.count)) {
    const mean = { red: sums.red / count, green: sums.green / count, blue: sums.blue / count };
    if (chosen.length > 0 && count < visible * minShare) break;
    if (chosen.every((other) => distance(other, mean) >= minDistance)) chosen.push(mean);
    if (chosen.length === maxColors) break;
  }
  return chosen.map(({ red, green, blue }) => `#${[red, green, blue].map(twoDigits).join('')}`);
}

function distance(a: { red: number; green: number; blue: number }, b: typeof a): number {
  return Math.abs(a.red - b.red) + Math.abs(a.green - b.green) + Math.abs(a.blue - b.blue);
}

function twoDigits(channel: number): string {
  return Math.round(channel).toString(16).padStart(2, '0');
}
