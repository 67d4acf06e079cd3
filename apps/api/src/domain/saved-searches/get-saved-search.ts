import type { SavedSearch } from '@vitrine/schema';
import { MediaError } from '../../errors/media-error.ts';
import type { Scope } from '../scope.ts';
import { findSavedSearches } from './find-saved-searches.ts';

/** @throws MediaError `not-found`, also for a private one of somebody else. */
export async function getSavedSearch(scope: Scope, { id }: { id: string }): Promise<SavedSearch> {
  const [saved] = await findSavedSearches(scope, { id });
  if (!saved) throw new MediaError('not-found', { id });
  return saved;
}
