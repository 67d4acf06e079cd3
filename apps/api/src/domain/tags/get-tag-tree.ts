import type { TagNode } from '@vitrine/schema';
import { authorize } from '../identity/can.ts';
import { nest } from '../nest.ts';
import type { Scope } from '../scope.ts';
import { findTags } from './find-tags.ts';

/** All tags, each with those below it, by name. */
export async function getTagTree(scope: Scope): Promise<TagNode[]> {
  authorize(scope.actor, 'library.read');
  return nest(await findTags(scope, {}));
}
