import type { UploadFields } from '@vitrine/schema';
import type { Transaction } from '../../db/transaction.ts';
import type { ObjectKey } from '../../storage/object-keys.ts';
import type { Scope } from '../scope.ts';
import { moveLedger } from './move-ledger.ts';
import type { UploadDoor } from './received-file.ts';

export interface AnnouncedUpload {
  uploadId: string;
  door: UploadDoor;
  filename: string;
  declaredMimeType?: string | null;
  /** As announced, 0 where nothing is: so much is held in the ledger until the upload ends or expires. */
  sizeBytes: number;
  /** 64 hexadecimal digits; null or left out where only the bytes will tell. */
  sha256?: string | null;
  quarantineKey: ObjectKey;
  fields?: UploadFields;
  lifeMs: number;
}

/**
 * Writes the row of an upload and holds its room: what a crash leaves held is given back when the row expires.
 * @throws MediaError 'quota.exceeded'.
 */
export async function openUploadRow(
  tx: Transaction,
  scope: Scope,
  announced: AnnouncedUpload,
): Promise<void> {
  const { uploadId: id, door, filename, sizeBytes, quarantineKey, fields } = announced;
  const { actor, namespace, requestId } = scope;
  await tx.upload.create({
    data: {
      id,
      namespaceId: namespace.id,
      door,
      userId: actor.userId,
      apiKeyId: actor.keyId,
      role: actor.role,
      filename,
      declaredSizeBytes: sizeBytes,
      declaredSha256: announced.sha256 ?? null,
      declaredMimeType: announced.declaredMimeType ?? null,
      reservedBytes: sizeBytes,
      quarantineKey,
      ...(fields && { fields }),
      requestId,
      expiresAt: new Date(scope.now().getTime() + announced.lifeMs),
    },
  });
  await moveLedger(tx, namespace.id, { usedBytes: 0, reservedBytes: sizeBytes });
}
