import { TaskId, type UploadFields, UploadId } from '@vitrine/schema';
import { type Transaction, transaction } from '../../db/transaction.ts';
import { MediaError } from '../../errors/media-error.ts';
import { enqueue } from '../../queue/enqueue.ts';
import { objectKey } from '../../storage/object-keys.ts';
import { authorize } from '../identity/can.ts';
import { recordChange } from '../record-change.ts';
import type { Scope } from '../scope.ts';
import { uploadLifeMs } from './begin-upload.ts';
import { cleanFilename } from './clean-filename.ts';
import { type ImportInput, importFromUrlJob, importTaskKind } from './describe-import-from-url.ts';
import { openUploadRow } from './open-upload-row.ts';
import { readUploadFields } from './read-upload-fields.ts';

/** Of one person, or of a key: at two minutes each the last one begins long before it expires. */
const maxOpenImports = 100;

export interface Import {
  url: string;
  filename?: string | undefined;
  fields?: UploadFields | undefined;
}

export interface BegunImport {
  taskId: TaskId;
  uploadId: UploadId;
}

/**
 * Queues the import of a file. Nothing is resolved or asked here: the answer tells nothing of the target.
 * @param ids under which the task and the upload are made.
 * @throws MediaError 'auth.denied', 'input.invalid' for what is no plain http(s) address, 'rate.limited' where too many
 * wait already, as `readUploadFields`.
 */
export async function importFromUrl(
  scope: Scope,
  { url, filename, fields: sent = {} }: Import,
  { taskId, uploadId } = { taskId: scope.newId(), uploadId: scope.newId() },
): Promise<BegunImport> {
  authorize(scope.actor, 'media.upload');
  const source = readAddress(url);
  const fields = await readUploadFields(
    scope,
    Object.entries(sent).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
  const namespaceId = scope.namespace.id;
  const input: ImportInput = { url: source.href, filename: filename ?? null, uploadId };
  await transaction(scope, async (tx) => {
    await openUploadRow(tx, scope, {
      uploadId,
      door: 'import',
      filename: cleanFilename(filename ?? nameInAddress(source)),
      sizeBytes: 0,
      quarantineKey: objectKey({ namespaceId, purpose: 'quarantine', id: uploadId }),
      fields,
      lifeMs: uploadLifeMs,
    });
    await tx.task.create({
      data: { id: taskId, namespaceId, kind: importTaskKind, userId: scope.actor.userId, input },
    });
    await recordChange(tx, scope, {
      action: 'task.created',
      entity: 'task',
      ids: [taskId],
      event: 'task.changed',
    });
    // Counted with this one, which is the first.
    const priority = (await countOpen(tx, scope)) - 1;
    if (priority >= maxOpenImports) {
      const message = `${maxOpenImports} of your imports are waiting. Begin more when some have ended.`;
      throw new MediaError('rate.limited', { limit: maxOpenImports }, { message });
    }
    await enqueue(
      tx,
      importFromUrlJob.name,
      importFromUrlJob.payload,
      { namespaceId, taskId },
      // One after the other: a slow server must not keep thumbnails waiting. Whoever has begun few goes first, so that
      // nobody waits for all that somebody else has begun.
      {
        jobKey: `import:${taskId}`,
        queueName: 'imports',
        priority,
        maxAttempts: 5,
        requestId: scope.requestId,
      },
    );
  });
  return { taskId: TaskId.parse(taskId), uploadId: UploadId.parse(uploadId) };
}

/** How many imports of whoever asks have not begun to be completed. */
function countOpen(tx: Transaction, scope: Scope): Promise<number> {
  const { userId, keyId } = scope.actor;
  const who = userId === null ? { userId, apiKeyId: keyId } : { userId };
  const createdAt = { gt: new Date(scope.now().getTime() - uploadLifeMs) };
  const where = { namespaceId: scope.namespace.id, door: 'import', state: 'open', createdAt, ...who };
  return tx.upload.count({ where });
}

function readAddress(text: string): URL {
  const refuse = (reason: string) => new MediaError('input.invalid', { fields: { url: [reason] } });
  const url = URL.parse(text);
  if (!url || (url.protocol !== 'http:' && url.protocol !== 'https:'))
    throw refuse('Not an address as https://www.example.org/picture.jpg');
  if (url.username !== '' || url.password !== '') throw refuse('Without user name and password');
  url.hash = '';
  return url;
}

/** The last part of the path: `https://example.org/a/lake%20view.jpg?s=2` says `lake view.jpg`. */
export function nameInAddress({ pathname }: URL): string {
  const last = pathname.split('/').at(-1) ?? '';
  try {
    return decodeURIComponent(last);
  } catch (error) {
    if (error instanceof URIError) return last;
    throw error;
  }
}
