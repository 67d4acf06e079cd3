import type { ZipEntry } from '../../archive/write-zip.ts';
import { getCollection } from '../collections/get-collection.ts';
import { findMedia } from '../media/find-media.ts';
import type { DeliveryLookup } from '../renditions/create-delivery-lookup.ts';
import type { Scope } from '../scope.ts';
import type { TrackedTask } from '../tasks/track-task.ts';
import { createEntryNames } from './name-entry.ts';
import { noteOfMissing, openStored } from './open-stored.ts';

/** The files that an archive is asked for: named one by one, or those of a collection in its order. */
export async function findPacked(
  scope: Scope,
  what: { mediaIds: readonly string[] } | { collectionId: string },
): Promise<readonly string[]> {
  if ('mediaIds' in what) return what.mediaIds;
  await getCollection(scope, { id: what.collectionId });
  const { rows } = await scope.db.pool.query<{ media_id: string }>({
    name: 'ids-of-collection',
    text: `select media_id from collection_item where namespace_id = $1 and collection_id = $2
      order by position, media_id`,
    values: [scope.namespace.id, what.collectionId],
  });
  return rows.map(({ media_id }) => media_id);
}

/** Asks about each file when its turn comes: the last one may be withdrawn long after the first one was sent. */
export async function* packFiles(
  scope: Scope,
  lookup: DeliveryLookup,
  ids: readonly string[],
  task: TrackedTask,
): AsyncGenerator<ZipEntry> {
  const nameEntry = createEntryNames();
  const gone: string[] = [];
  for (const [index, id] of ids.entries()) {
    task.signal.throwIfAborted();
    const [row] = await findMedia(scope, [id]);
    const found = row && row.deleted_at === null ? await lookup.find({ mediaId: id, version: null }) : null;
    // What is shown in its place may be seen by others than the file itself.
    const isSeen = found && (found.mediaId === id || (await findMedia(scope, [found.mediaId])).length > 0);
    if (row && found && isSeen) {
      const entry = await openStored(scope, found.original.key);
      if (entry) yield { ...entry, name: nameEntry(row.original_filename), modifiedAt: row.created_at };
      else gone.push(row.original_filename);
    }
    task.report({ done: index + 1, total: ids.length });
  }
  if (gone.length > 0) yield noteOfMissing(nameEntry('Not included.txt'), gone, scope.now());
}
