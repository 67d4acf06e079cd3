import { type MediaKind, typeOfFilename, type UploadFields } from '@vitrine/schema';
import { transaction } from '../../db/transaction.ts';
import { MediaError } from '../../errors/media-error.ts';
import type { ObjectKey } from '../../storage/object-keys.ts';
import { authorize } from '../identity/can.ts';
import { limitsOf } from '../namespaces/limits-of.ts';
import type { Scope } from '../scope.ts';
import { cleanFilename } from './clean-filename.ts';
import { openUploadRow } from './open-upload-row.ts';
import { landingKeyOf } from './quarantine-keys.ts';
import { readUploadFields } from './read-upload-fields.ts';
import type { UploadDoor } from './received-file.ts';

/** How long an upload may lie unfinished. */
export const uploadLifeMs = 24 * 60 * 60 * 1000;

interface Announced {
  uploadId: string;
  /** tus where it is left out. */
  door?: UploadDoor;
  filename: string;
  declaredMimeType: string | null;
  sizeBytes: number;
  /** 64 hexadecimal digits; null or left out where only the bytes will tell. */
  sha256?: string | null;
  fields: Iterable<readonly [string, string]>;
  /** Of its own id where it is left out. */
  quarantineKey?: ObjectKey;
  lifeMs?: number;
}

/**
 * Opens an upload of announced size: checks who, what and how much, and holds room for it in the ledger.
 * @throws MediaError 'auth.denied', 'upload.empty', 'upload.too-large', 'quota.exceeded', as `readUploadFields`.
 */
export async function beginUpload(scope: Scope, announced: Announced): Promise<{ fields: UploadFields }> {
  authorize(scope.actor, 'media.upload');
  const { sizeBytes } = announced;
  if (sizeBytes === 0) throw new MediaError('upload.empty');
  checkSize(scope, sizeBytes, typeOfFilename(announced.filename)?.kind);
  const fields = await readUploadFields(scope, announced.fields);
  await transaction(scope, (tx) =>
    openUploadRow(tx, scope, {
      ...announced,
      door: announced.door ?? 'tus',
      filename: cleanFilename(announced.filename),
      quarantineKey:
        announced.quarantineKey ?? landingKeyOf({ namespaceId: scope.namespace.id, id: announced.uploadId }),
      fields,
      lifeMs: announced.lifeMs ?? uploadLifeMs,
    }),
  );
  return { fields };
}

/**
 * @param kind where it is known already, or may be told from the name.
 * @throws MediaError 'upload.too-large' with the limit in bytes.
 */
export function checkSize(scope: Scope, sizeBytes: number, kind?: MediaKind): void {
  const { maxFileBytes, maxBytesByKind } = limitsOf(scope);
  const limitBytes = kind ? maxBytesByKind[kind] : maxFileBytes;
  if (sizeBytes > limitBytes) throw new MediaError('upload.too-large', { limitBytes });
}
