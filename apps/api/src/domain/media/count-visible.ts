import { countCarriers, type VisibleCount } from '../../search-index/count-carriers.ts';
import type { Scope } from '../scope.ts';
import { reachOf } from './reach-of.ts';

/** How many live files that the actor may see carry each tag, or lie in each collection. Ids without any may be left out. */
export const countVisible = (
  { db, namespace, actor }: Scope,
  of: 'tags' | 'collections',
  ids: readonly string[],
): Promise<Map<string, VisibleCount>> =>
  countCarriers(db, { namespaceId: namespace.id, reach: reachOf(actor, 'live') }, of, ids);
