import type { MediaExport } from '@vitrine/schema';
import * as z from 'zod';
import { MediaError } from '../../errors/media-error.ts';
import type { MediaRow } from '../../search-index/media-row.ts';
import { getCollection } from '../collections/get-collection.ts';
import { findMedia } from '../media/find-media.ts';
import type { Scope } from '../scope.ts';
import { makeLink } from './make-link.ts';

export const exportTaskKind = 'export';

/** What a task packs. */
export const ExportInput = z.object({
  what: z.union([z.object({ mediaIds: z.array(z.uuid()) }), z.object({ collectionId: z.uuid() })]),
});

/**
 * Makes a link by which files are downloaded as one. Nothing is packed before it is fetched, and then only what may
 * be seen at that time.
 * @throws MediaError 'not-found' for a collection that isn't there or may not be seen, 'input.invalid' for a smart one that holds more
 * files than are counted.
 */
export async function beginExport(
  scope: Scope,
  asked: { mediaIds: readonly string[] } | { collectionId: string },
): Promise<MediaExport> {
  const { name, fileCount, sizeBytes, what } =
    'collectionId' in asked
      ? await describeCollection(scope, asked.collectionId)
      : await describeFiles(scope, asked.mediaIds);
  const input: z.input<typeof ExportInput> = { what };
  const link = await makeLink(scope, {
    kind: exportTaskKind,
    filename: `${name}.zip`,
    total: fileCount,
    input,
  });
  return { ...link, fileCount, sizeBytes };
}

async function describeCollection(scope: Scope, id: string) {
  const { title, fileCount, totalSizeBytes, isExact } = await getCollection(scope, { id });
  if (!isExact) throw tooMany(fileCount);
  return { name: title, fileCount, sizeBytes: totalSizeBytes, what: { collectionId: id } };
}

async function describeFiles(scope: Scope, ids: readonly string[]) {
  const now = scope.now();
  const rows = (await findMedia(scope, ids)).filter((row) => row.deleted_at === null && isInTime(row, now));
  return {
    name: scope.namespace.name,
    fileCount: rows.length,
    sizeBytes: rows.reduce((sum, row) => sum + Number(row.size_bytes), 0),
    what: { mediaIds: rows.map(({ id }) => id) },
  };
}

/** Outside its rights a file is delivered nowhere. */
function isInTime({ rights_start, rights_end }: MediaRow, now: Date): boolean {
  return (rights_start === null || rights_start <= now) && (rights_end === null || rights_end > now);
}

const tooMany = (max: number) =>
  new MediaError('input.invalid', undefined, {
    message: `This smart collection holds more than ${max} files. Narrow its search, or download a part of them.`,
  });
