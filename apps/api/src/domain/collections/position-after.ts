const digits = 8;

/**
 * The position behind the last item of a collection: eight base-36 digits that count up, so that their order is that
 * of their bytes. A position between two neighbours is the lower one with something appended.
 * @param last null in an empty collection.
 */
export function positionAfter(last: string | null): string {
  const count = last === null ? 0 : Number.parseInt(last.slice(0, digits), 36);
  return (Number.isNaN(count) ? 0 : count + 1).toString(36).padStart(digits, '0');
}
