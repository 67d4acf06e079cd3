import type { MediaId } from '@vitrine/schema';

/** The new selection in the order of choosing: who stays keeps the place, who is new comes after, in the order given. */
export function keepOrder(before: readonly MediaId[], now: Iterable<MediaId>): MediaId[] {
  const chosen = new Set(now);
  const staying = before.filter((id) => chosen.has(id));
  const known = new Set(staying);
  return [...staying, ...[...chosen].filter((id) => !known.has(id))];
}
