/** Of OKLab: lightness 0..1, and two axes of color of about -0.4..0.4. */
type Lab = readonly [lightness: number, greenToRed: number, blueToYellow: number];

/** Colors so far apart have nothing in common: from white to a middle gray. */
const STRANGERS = 0.4;

/**
 * How much alike two palettes are, each color with the nearest of the other palette. What stands first covers more of the
 * picture and counts for more.
 * @param a colors as `#rrggbb`, the most common first.
 * @returns 0..1; 0 where one of them is empty.
 */
export function paletteLikeness(a: readonly string[], b: readonly string[]): number {
  const [labsOfA, labsOfB] = [a.map(toLab), b.map(toLab)];
  if (labsOfA.length === 0 || labsOfB.length === 0) return 0;
  return (oneWay(labsOfA, labsOfB) + oneWay(labsOfB, labsOfA)) / 2;
}

function oneWay(from: readonly Lab[], to: readonly Lab[]): number {
  let sum = 0;
  let weights = 0;
  for (const [index, color] of from.entries()) {
    const nearest = Math.min(
      ...to.map((other) => Math.hypot(...color.map((axis, at) => axis - (other[at] ?? 0)))),
    );
    const weight = 1 / (index + 1);
    sum += weight * Math.max(0, 1 - nearest / STRANGERS);
    weights += weight;
  }
  return sum / weights;
}

/** sRGB to OKLab, by Björn Ottosson (2020). */
function toLab(hex: string): Lab {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  const long = Math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue);
  const middle = Math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue);
  const short = Math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue);
  return [
    0.2104542553 * long + 0.793617785 * middle - 0.0040720468 * short,
    1.9779984951 * long - 2.428592205 * middle + 0.4505937099 * short,
    0.0259040371 * long + 0.7827717662 * middle - 0.808675766 * short,
  ];
}
