/** Longest text of one file that is kept for search, in characters: about 40 pages. */
export const maxTextLength = 100_000;

/**
 * Makes text fit for a column and an index: well-formed, without control characters, runs of white space as one space,
 * cut at `maxTextLength`.
 * @returns null where nothing is left.
 */
export function cleanText(text: string): string | null {
  // Cut twice: what is dropped in between shall not cost time.
  const clean = text
    .slice(0, maxTextLength * 4)
    .toWellFormed()
    .replace(/[\s\p{Cc}\uFFFD]+/gu, ' ')
    .trim()
    .slice(0, maxTextLength)
    .toWellFormed();
  return clean === '' ? null : clean;
}

/** Likewise for one field of metadata; undefined where nothing is left, so that the field is left out. */
export function cleanField(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined;
  return cleanText(value.slice(0, 4000))?.slice(0, 255).toWellFormed();
}

/** Leaves out what is not known. */
export function withoutGaps<Value>(fields: Record<string, Value | undefined>): Record<string, Value> {
  const known: Record<string, Value> = {};
  for (const [name, value] of Object.entries(fields)) if (value !== undefined) known[name] = value;
  return known;
}

/** A number that can be kept; undefined for none, nonsense and zero. */
export function positive(value: unknown, limit = Number.MAX_SAFE_INTEGER): number | undefined {
  return typeof value === 'number' && value > 0 && value <= limit ? value : undefined;
}
