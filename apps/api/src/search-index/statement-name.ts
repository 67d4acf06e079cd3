/** Each connection keeps so many plans; what people put together beyond that is planned each time. */
const MAX_NAMES = 300;

/** Those of the kit. */
const usualLimits = new Set([1, 20, 24, 48, 50, 100]);

const names = new Map<string, string>();

/**
 * A name under which PostgreSQL keeps the plan of a statement, one for each text: with as many indexes as media_index has,
 * planning takes longer than reading a page. undefined once there are too many, and for page sizes that nobody uses: the
 * limit stands in the text.
 */
export function statementName(text: string, limit = 48): string | undefined {
  if (!usualLimits.has(limit)) return undefined;
  const name = names.get(text);
  if (name !== undefined) return name;
  if (names.size >= MAX_NAMES) return undefined;
  const added = `media-index-${names.size}`;
  names.set(text, added);
  return added;
}
