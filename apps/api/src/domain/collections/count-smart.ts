import type { MediaQuery } from '@vitrine/schema';
import { countMatching, type Matching } from '../../search-index/count-matching.ts';
import type { Scope } from '../scope.ts';
import { readSmartFilter } from './read-smart-filter.ts';

/** Beyond this many counting on would cost more than anyone needs to know. */
export const MAX_SMART_COUNT = 10_000;
/** Connections that one request takes at once. */
const LANES = 3;

/** How much each smart collection holds of what the actor may see. */
export async function countSmart(
  scope: Scope,
  collections: readonly { id: string; query: MediaQuery }[],
): Promise<Map<string, Matching>> {
  const counts = new Map<string, Matching>();
  const queue = [...collections];
  const work = async () => {
    for (let next = queue.shift(); next; next = queue.shift()) {
      const filter = await readSmartFilter(scope, next.query);
      const none = { files: 0, bytes: 0, isExact: true };
      counts.set(next.id, filter ? await countMatching(scope.db, filter, MAX_SMART_COUNT) : none);
    }
  };
  await Promise.all(Array.from({ length: Math.min(LANES, queue.length) }, work));
  return counts;
}
