import type { MediaListInput, MediaPage } from '@vitrine/schema';
import type * as z from 'zod';
import { listMediaRows } from '../../search-index/list-media-rows.ts';
import { toSearchQuery } from '../../search-index/to-search-query.ts';
import { getCollection } from '../collections/get-collection.ts';
import { authorize } from '../identity/can.ts';
import type { Scope } from '../scope.ts';
import { keepVisibleNames } from './keep-visible-names.ts';
import { presentMedia } from './present-media.ts';
import { reachOf } from './reach-of.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

const orNone = <Item>(list: readonly Item[] | undefined) => (list && list.length > 0 ? list : undefined);

/**
 * Lists files that the actor may see.
 * @throws MediaError `auth.denied` for the trash of someone who restores nothing, `input.invalid` for a cursor of
 * another list, `not-found` for a collection that is not there.
 */
export async function listMedia(scope: Scope, input: z.output<typeof MediaListInput>): Promise<MediaPage> {
  const { actor, namespace } = scope;
  const now = scope.now();
  authorize(actor, 'library.read');
  if (input.state === 'trashed') authorize(actor, 'trash.list');
  if (input.collectionId) await getCollection(scope, { id: input.collectionId });
  const search = input.search?.trim() ? toSearchQuery(input.search) : undefined;
  if (search === null) {
    return { items: [], nextCursor: null, previousCursor: null, total: { value: 0, isExact: true } };
  }
  const { rows, ...page } = await listMediaRows(scope.db, {
    filter: {
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
    },
    sort: input.sort,
    limit: input.limit,
    after: input.after,
    before: input.before,
    skip: input.skip,
  });
  const items = (await keepVisibleNames(scope, rows)).map((row) => presentMedia(scope, row));
  return { items, ...page };
}
