import { type MediaExport, Role, TaskId } from '@vitrine/schema';
import * as z from 'zod';
import { transaction } from '../../db/transaction.ts';
import { getCollection } from '../collections/get-collection.ts';
import { findMedia } from '../media/find-media.ts';
import { recordChange } from '../record-change.ts';
import type { Scope } from '../scope.ts';

export const exportTaskKind = 'export';

/** What a task packs, and what of those who asked the task doesn't say. */
export const ExportInput = z.object({
  what: z.union([z.object({ mediaIds: z.array(z.uuid()) }), z.object({ collectionId: z.uuid() })]),
  filename: z.string(),
  apiKeyId: z.string().nullable(),
  /** A token may be for less than its person may do. */
  role: Role,
});

/**
 * Makes a link by which files are downloaded as one. Nothing is packed before it is fetched, and then only what may
 * be seen at that time.
 * @throws MediaError 'not-found' for a collection that isn't there or may not be seen.
 */
export async function beginExport(
  scope: Scope,
  asked: { mediaIds: readonly string[] } | { collectionId: string },
): Promise<MediaExport> {
  const { name, fileCount, sizeBytes, what } =
    'collectionId' in asked
      ? await describeCollection(scope, asked.collectionId)
      : await describeFiles(scope, asked.mediaIds);
  const taskId = scope.newId();
  const filename = `${name}.zip`;
  const input: z.input<typeof ExportInput> = {
    what,
    filename,
    apiKeyId: scope.actor.keyId,
    role: scope.actor.role ?? 'viewer',
  };
  await transaction(scope, async (tx) => {
    await tx.task.create({
      data: {
        id: taskId,
        namespaceId: scope.namespace.id,
        kind: exportTaskKind,
        userId: scope.actor.userId,
        total: fileCount,
        input,
      },
    });
    await recordChange(tx, scope, {
      action: 'task.created',
      entity: 'task',
      ids: [taskId],
      event: 'task.changed',
    });
  });
  const grant = scope.grants.sign('zip', { taskId });
  const { expiresAt } = scope.grants.verify('zip', { taskId }, grant);
  return {
    taskId: TaskId.parse(taskId),
    url: `${scope.origin()}/zip/${taskId}?g=${grant}`,
    filename,
    fileCount,
    sizeBytes,
    expiresAt: expiresAt.toISOString(),
  };
}

async function describeCollection(scope: Scope, id: string) {
  const { title, fileCount, totalSizeBytes } = await getCollection(scope, { id });
  return { name: title, fileCount, sizeBytes: totalSizeBytes, what: { collectionId: id } };
}

async function describeFiles(scope: Scope, ids: readonly string[]) {
  const rows = (await findMedia(scope, ids)).filter((row) => row.deleted_at === null);
  return {
    name: scope.namespace.name,
    fileCount: rows.length,
    sizeBytes: rows.reduce((sum, row) => sum + Number(row.size_bytes), 0),
    what: { mediaIds: rows.map(({ id }) => id) },
  };
}
