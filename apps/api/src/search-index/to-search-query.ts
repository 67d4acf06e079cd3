/** More words narrow a search no further that anyone could notice, and cost. */
const MAX_WORDS = 16;

/**
 * Turns what a person typed into the text of a tsquery: all words, the last one as a beginning. Only letters and
 * digits get through, each word quoted, so that nothing typed is ever read as an operator.
 * @returns null where there is no word in it.
 */
export function toSearchQuery(typed: string): string | null {
  const words = typed
    .normalize('NFC')
    .match(/[\p{L}\p{N}\p{M}]+/gu)
    ?.slice(0, MAX_WORDS);
  if (!words) return null;
  return `${words.map((word) => `'${word}'`).join(' & ')}:*`;
}
