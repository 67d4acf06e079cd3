import type { Collection } from '@vitrine/schema';
import { authorize } from '../identity/can.ts';
import type { Scope } from '../scope.ts';
import { findCollections } from './find-collections.ts';

/** Collections that the actor may see, by title. @throws MediaError `auth.denied`. */
export function listCollections(scope: Scope): Promise<Collection[]> {
  authorize(scope.actor, 'library.read');
  return findCollections(scope);
}
