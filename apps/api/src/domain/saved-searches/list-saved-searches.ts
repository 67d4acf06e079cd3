import type { SavedSearch } from '@vitrine/schema';
import { authorize } from '../identity/can.ts';
import type { Scope } from '../scope.ts';
import { findSavedSearches } from './find-saved-searches.ts';

/** The actor's own and the shared ones, by name. @throws MediaError `auth.denied`. */
export function listSavedSearches(scope: Scope): Promise<SavedSearch[]> {
  authorize(scope.actor, 'library.read');
  return findSavedSearches(scope);
}
