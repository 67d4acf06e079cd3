import type { UploadFields } from '@vitrine/schema';
import { transaction } from '../../db/transaction.ts';
import { MediaError } from '../../errors/media-error.ts';
import { objectKey } from '../../storage/object-keys.ts';
import { authorize } from '../identity/can.ts';
import { limitsOf } from '../namespaces/limits-of.ts';
import type { Scope } from '../scope.ts';
import { cleanFilename } from './clean-filename.ts';
import { moveLedger } from './move-ledger.ts';
import { readUploadFields } from './read-upload-fields.ts';

/** How long an upload may lie unfinished. */
export const uploadLifeMs = 24 * 60 * 60 * 1000;

interface Announced {
  uploadId: string;
  filename: string;
  declaredMimeType: string | null;
  sizeBytes: number;
  fields: Iterable<readonly [string, string]>;
}

/**
 * Opens a resumable upload: checks who, what and how much, and holds room for it in the ledger.
 * @throws MediaError 'auth.denied', 'upload.empty', 'upload.too-large', 'quota.exceeded', as `readUploadFields`.
 */
export async function beginUpload(scope: Scope, announced: Announced): Promise<{ fields: UploadFields }> {
  authorize(scope.actor, 'media.upload');
  const { sizeBytes } = announced;
  if (sizeBytes === 0) throw new MediaError('upload.empty');
  checkSize(scope, sizeBytes);
  const fields = await readUploadFields(scope, announced.fields);
  const namespaceId = scope.namespace.id;
  await transaction(scope, async (tx) => {
    await tx.upload.create({
      data: {
        id: announced.uploadId,
        namespaceId,
        door: 'tus',
        userId: scope.actor.userId,
        apiKeyId: scope.actor.keyId,
        filename: cleanFilename(announced.filename),
        declaredSizeBytes: sizeBytes,
        declaredMimeType: announced.declaredMimeType,
        reservedBytes: sizeBytes,
        quarantineKey: objectKey({ namespaceId, purpose: 'quarantine', id: announced.uploadId }),
        fields,
        requestId: scope.requestId,
        expiresAt: new Date(scope.now().getTime() + uploadLifeMs),
      },
    });
    await moveLedger(tx, namespaceId, { usedBytes: 0, reservedBytes: sizeBytes });
  });
  return { fields };
}

/** @throws MediaError 'upload.too-large' with the limit in bytes. */
export function checkSize(scope: Scope, sizeBytes: number): void {
  const { maxFileBytes } = limitsOf(scope);
  if (sizeBytes > maxFileBytes) throw new MediaError('upload.too-large', { limitBytes: maxFileBytes });
}
