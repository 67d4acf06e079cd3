import type { CollectionNode } from '@vitrine/schema';
import { nest } from '../nest.ts';
import type { Scope } from '../scope.ts';
import { listCollections } from './list-collections.ts';

/** Collections that the actor may see, each with those below it, by title. One whose parent is hidden stands at the top.
 *  @throws MediaError `auth.denied`. */
export async function getCollectionTree(scope: Scope): Promise<CollectionNode[]> {
  return nest(await listCollections(scope));
}
