import type { MediaListInput } from '@vitrine/schema';
import type * as z from 'zod';
import type { MediaFilter } from '../../search-index/media-filter.ts';
import { toSearchQuery } from '../../search-index/to-search-query.ts';
import { getCollection } from '../collections/get-collection.ts';
import { authorize } from '../identity/can.ts';
import type { Scope } from '../scope.ts';
import { reachOf } from './reach-of.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

const orNone = <Item>(list: readonly Item[] | undefined) => (list && list.length > 0 ? list : undefined);

type Filters = Omit<z.output<typeof MediaListInput>, 'sort' | 'limit' | 'after' | 'before' | 'skip'>;

/**
 * What a list or bulk work asks for, narrowed to what the actor may see; null where a search has no word in it.
 * @throws MediaError `auth.denied` for the trash of someone who restores nothing, `not-found` for a collection that is
 * not there.
 */
export async function readFilter(scope: Scope, input: Filters): Promise<MediaFilter | null> {
  const { actor, namespace } = scope;
  const now = scope.now();
  authorize(actor, 'library.read');
  if (input.state === 'trashed') authorize(actor, 'trash.list');
  if (input.collectionId) await getCollection(scope, { id: input.collectionId });
  const search = input.search?.trim() ? toSearchQuery(input.search) : undefined;
  if (search === null) return null;
  return {
    namespaceId: namespace.id,
    state: input.state,
    reach: reachOf(actor, input.state),
    kinds: orNone(input.kinds),
    mimeTypes: orNone(input.mimeTypes),
    tagIds: orNone(input.tagIds),
    collectionId: input.collectionId,
    uploadedBy: input.uploadedBy,
    reviewStatus: orNone(input.reviewStatus),
    rights: input.rights,
    offered: input.offered || undefined,
    at: now,
    endingUntil: new Date(now.getTime() + namespace.settings.rightsWarningDays * DAY_MS),
    search,
  };
}
