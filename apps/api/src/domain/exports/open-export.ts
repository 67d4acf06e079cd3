import type { Readable } from 'node:stream';
import { compareRoles, type Role } from '@vitrine/schema';
import { writeZip, type ZipEntry } from '../../archive/write-zip.ts';
import { MediaError } from '../../errors/media-error.ts';
import { getCollection } from '../collections/get-collection.ts';
import { findMedia } from '../media/find-media.ts';
import type { DeliveryLookup } from '../renditions/create-delivery-lookup.ts';
import type { Scope, Services } from '../scope.ts';
import { endTask } from '../tasks/end-task.ts';
import { trackTask } from '../tasks/track-task.ts';
import { scopeOfUploader } from '../uploads/scope-of-uploader.ts';
import { ExportInput, exportTaskKind } from './begin-export.ts';
import { joinDownloads } from './join-downloads.ts';
import { createEntryNames } from './name-entry.ts';

const brokenOff = 'The download broke off. The same link begins it anew.';

export interface OpenedExport {
  filename: string;
  /** Packs while it is read; destroying it ends that. */
  read(): Readable;
}

/**
 * Opens what a task was asked to pack, with what whoever asked may see now.
 * @throws MediaError 'not-found' for no such task or one that was cancelled, 'auth.denied' where who asked is no
 * member any more or the key was revoked.
 */
export async function openExport(
  services: Services,
  lookup: DeliveryLookup,
  { taskId, requestId }: { taskId: string; requestId: string },
): Promise<OpenedExport> {
  const row = await services.db.prisma.task.findUnique({ where: { id: taskId } });
  if (row?.kind !== exportTaskKind || row.state === 'cancelled') throw new MediaError('not-found');
  const { what, filename, apiKeyId, role } = ExportInput.parse(row.input);
  const { namespaceId, userId } = row;
  await requireStillAllowed(services, { namespaceId, userId, apiKeyId });
  const now = await scopeOfUploader(services, { namespaceId, userId, apiKeyId }, requestId);
  const scope = { ...now, actor: { ...now.actor, role: leastOf(role, now.actor.role) } };
  const ids = 'mediaIds' in what ? what.mediaIds : await idsOfCollection(scope, what.collectionId);
  return { filename, read: () => writeZip(pack(scope, lookup, taskId, ids)) };
}

const leastOf = (asked: Role, now: Role | null): Role =>
  now !== null && compareRoles(now, asked) < 0 ? now : asked;

async function requireStillAllowed(
  { db, now }: Services,
  who: { namespaceId: string; userId: string | null; apiKeyId: string | null },
): Promise<void> {
  const { namespaceId, userId, apiKeyId } = who;
  const [key, membership] = await Promise.all([
    apiKeyId === null ? null : db.prisma.apiKey.findUnique({ where: { id: apiKeyId } }),
    userId === null
      ? null
      : db.prisma.membership.findUnique({ where: { namespaceId_userId: { namespaceId, userId } } }),
  ]);
  const isOver = key?.revokedAt || (key?.expiresAt && key.expiresAt <= now());
  const isKeyGood = apiKeyId === null || (key !== null && !isOver);
  const isMember = userId === null || (membership !== null && membership.removedAt === null);
  if (!isKeyGood || !isMember) throw new MediaError('auth.denied');
}

async function idsOfCollection(scope: Scope, collectionId: string): Promise<string[]> {
  await getCollection(scope, { id: collectionId });
  const { rows } = await scope.db.pool.query<{ media_id: string }>({
    name: 'ids-of-collection',
    text: `select media_id from collection_item where namespace_id = $1 and collection_id = $2
      order by position, media_id`,
    values: [scope.namespace.id, collectionId],
  });
  return rows.map(({ media_id }) => media_id);
}

/** Asks about each file when its turn comes: the last one may be withdrawn long after the first one was sent. */
async function* pack(
  scope: Scope,
  lookup: DeliveryLookup,
  taskId: string,
  ids: readonly string[],
): AsyncGenerator<ZipEntry> {
  const nameEntry = createEntryNames();
  const gone: string[] = [];
  let isComplete = false;
  const leave = joinDownloads(taskId);
  try {
    await using task = await trackTask(scope, { id: taskId, signal: new AbortController().signal });
    for (const [index, id] of ids.entries()) {
      task.signal.throwIfAborted();
      const [row] = await findMedia(scope, [id]);
      const found = row && row.deleted_at === null ? await lookup.find({ mediaId: id, version: null }) : null;
      if (row && found) {
        const entry = await open(scope, found.original.key);
        if (entry) yield { ...entry, name: nameEntry(row.original_filename), modifiedAt: row.created_at };
        else gone.push(row.original_filename);
      }
      task.report({ done: index + 1, total: ids.length });
    }
    if (gone.length > 0) yield noteOf(gone, nameEntry, scope.now());
    isComplete = true;
  } finally {
    const ending = leave(isComplete);
    // It keeps the ids that it was asked for: by them the link is good until it expires.
    if (ending)
      await endTask(scope, { id: taskId, error: ending.isComplete ? null : brokenOff, keepsInput: true });
  }
}

/** Null where the bytes have gone since the file was looked at. */
async function open({ storage }: Scope, key: Parameters<Scope['storage']['read']>[0]) {
  try {
    const { body, totalBytes } = await storage.read(key);
    return { body, sizeBytes: totalBytes };
  } catch (error) {
    if (error instanceof MediaError && error.code === 'not-found') return null;
    throw error;
  }
}

function noteOf(filenames: readonly string[], nameEntry: (name: string) => string, now: Date): ZipEntry {
  const text = `These files were deleted while this archive was made:\n\n${filenames.join('\n')}\n`;
  const body = new TextEncoder().encode(text);
  return { name: nameEntry('Not included.txt'), sizeBytes: body.byteLength, modifiedAt: now, body };
}
