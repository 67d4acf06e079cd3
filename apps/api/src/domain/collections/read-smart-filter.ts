import { MediaListInput, type MediaQuery } from '@vitrine/schema';
import type { MediaFilter } from '../../search-index/media-filter.ts';
import { can } from '../identity/can.ts';
import { readFilter } from '../media/read-filter.ts';
import type { Scope } from '../scope.ts';

/** What a smart collection holds for this actor; null for nothing: no word to search for, or a key that reads nothing. */
export async function readSmartFilter(scope: Scope, query: MediaQuery): Promise<MediaFilter | null> {
  if (!can(scope.actor, 'library.read')) return null;
  return readFilter(scope, MediaListInput.parse(query), { isInside: true });
}
