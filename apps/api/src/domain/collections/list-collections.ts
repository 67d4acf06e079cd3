import type { Collection } from '@vitrine/schema';
import type { Scope } from '../scope.ts';
import { findCollections } from './find-collections.ts';

/** All collections that the actor may see, by title. */
export function listCollections(scope: Scope): Promise<Collection[]> {
  return findCollections(scope);
}
