import type { Upload as UploadRow } from '../../db/generated/client.ts';
import { MediaError } from '../../errors/media-error.ts';
import { can } from '../identity/can.ts';
import type { Scope } from '../scope.ts';

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/**
 * The upload that this actor may see and go on with: one's own, any for admins.
 * @throws MediaError 'not-found' for all others, whatever the reason.
 */
export async function findUpload(scope: Scope, id: string): Promise<UploadRow> {
  const row = uuid.test(id)
    ? await scope.db.prisma.upload.findUnique({
        where: { namespaceId_id: { namespaceId: scope.namespace.id, id } },
      })
    : null;
  if (!row || !mayGoOn(scope, row)) throw new MediaError('not-found');
  return row;
}

/** Whether this actor may see an upload and go on with it. What was begun with a key alone belongs to that key. */
export function mayGoOn(scope: Scope, row: Pick<UploadRow, 'userId' | 'apiKeyId'>): boolean {
  const { actor } = scope;
  if (can(actor, 'upload.read', { ownerId: row.userId })) return true;
  return actor.kind === 'key' && row.userId === null && row.apiKeyId === actor.keyId;
}
