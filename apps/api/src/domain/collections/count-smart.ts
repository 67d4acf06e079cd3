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
      counts.set(next.id, await countOne(scope, next));
    }
  };
  await Promise.all(Array.from({ length: Math.min(LANES, queue.length) }, work));
  return counts;
}

/** One that cannot be counted, because it takes too long, is no reason to show none of the others. */
async function countOne(scope: Scope, { id, query }: { id: string; query: MediaQuery }): Promise<Matching> {
  try {
    const filter = await readSmartFilter(scope, query);
    if (!filter) return { files: 0, bytes: 0, isExact: true };
    return await countMatching(scope.db, filter, MAX_SMART_COUNT);
  } catch (error) {
    scope.log.warn({ err: error, collectionId: id }, 'a smart collection could not be counted');
    return { files: 0, bytes: 0, isExact: false };
  }
}
