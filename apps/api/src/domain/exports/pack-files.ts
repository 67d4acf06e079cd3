import type { ZipEntry } from '../../archive/write-zip.ts';
import { findCollectionIds } from '../collections/find-collection-ids.ts';
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
  return findCollectionIds(scope, { id: what.collectionId });
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
