import type { Collection } from '@vitrine/schema';
import { MediaError } from '../../errors/media-error.ts';
import type { Scope } from '../scope.ts';
import { findCollections } from './find-collections.ts';

/** @throws MediaError `not-found`, also for what the actor may not see. */
export async function getCollection(scope: Scope, input: { id: string }): Promise<Collection> {
  const [collection] = await findCollections(scope, [input.id]);
  if (!collection) throw new MediaError('not-found', { id: input.id });
  return collection;
}
