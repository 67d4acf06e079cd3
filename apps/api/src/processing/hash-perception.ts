/** Pixels of a side of the picture that is hashed. */
export const hashedSide = 32;

/** Of the frequencies of a side so many are kept: 8 × 8 make 64 bits. */
const keptSide = 8;

/** Brightness (0..255) that differs less over a picture is no pattern: hashes of such pictures would all be noise. */
const flatDeviation = 2;

/** What stands for a picture without a pattern: it is like no other. */
export const flatHash = '0'.repeat(16);

const cosines = Array.from({ length: keptSide }, (_row, frequency) =>
  Array.from({ length: hashedSide }, (_column, at) =>
    Math.cos(((2 * at + 1) * frequency * Math.PI) / (2 * hashedSide)),
  ),
);

/**
 * Hashes what a picture looks like (pHash: the signs of its 64 lowest frequencies about their median, by Zauner 2010).
 * Sizes, formats and compressions of one picture differ in few of the 64 bits; ten or fewer are a near-duplicate.
 * @param gray 32 × 32 bytes of brightness, row by row.
 * @returns 16 hexadecimal digits; `flatHash` for a picture of one color.
 */
export function hashPerception(gray: Uint8Array): string {
  if (gray.length !== hashedSide ** 2) throw new RangeError('A picture of 32 × 32 pixels is hashed.');
  const mean = gray.reduce((sum, value) => sum + value, 0) / gray.length;
  const variance = gray.reduce((sum, value) => sum + (value - mean) ** 2, 0) / gray.length;
  if (Math.sqrt(variance) < flatDeviation) return flatHash;
  const frequencies = findFrequencies(gray);
  // The first is the brightness of the whole, which says nothing of its pattern.
  const sorted = frequencies.slice(1).sort((a, b) => a - b);
  const median = sorted[Math.floor(sorted.length / 2)] ?? 0;
  const bits = frequencies.map((value) => (value > median ? '1' : '0')).join('');
  return BigInt(`0b${bits}`).toString(16).padStart(16, '0');
}

/** The lowest 8 × 8 coefficients of a discrete cosine transform: rows first, then columns. */
function findFrequencies(gray: Uint8Array): number[] {
  const rows = Array.from({ length: hashedSide }, (_, y) =>
    cosines.map((cosine) =>
      cosine.reduce((sum, factor, x) => sum + factor * (gray[y * hashedSide + x] ?? 0), 0),
    ),
  );
  return cosines.flatMap((cosine) =>
    cosines.map((_, across) => cosine.reduce((sum, factor, y) => sum + factor * (rows[y]?.[across] ?? 0), 0)),
  );
}
