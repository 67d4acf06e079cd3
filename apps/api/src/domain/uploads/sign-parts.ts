import type { SignedRequest } from '@vitrine/schema';
import { MediaError } from '../../errors/media-error.ts';
import type { Scope } from '../scope.ts';
import { signatureSeconds } from './begin-direct-upload.ts';
import { findUpload } from './find-upload.ts';
import { landingKeyOf } from './quarantine-keys.ts';

export interface SignedPart {
  partNumber: number;
  sizeBytes: number;
  request: SignedRequest;
}

/**
 * Signs requests for parts of a direct upload; each binds its number and its length.
 * @throws MediaError 'not-found', 'conflict' for an upload that takes no parts (any more), 'input.invalid' for parts
 * past its end.
 */
export async function signParts(
  scope: Scope,
  { id, partNumbers }: { id: string; partNumbers: readonly number[] },
): Promise<SignedPart[]> {
  const row = await findUpload(scope, id);
  const { directUploads } = scope.storage;
  const { multipartId } = row;
  if (row.state !== 'open' || multipartId === null || !directUploads)
    throw new MediaError('conflict', { state: row.state });
  const totalBytes = Number(row.declaredSizeBytes);
  const { partBytes } = directUploads;
  const partCount = Math.ceil(totalBytes / partBytes);
  const past = partNumbers.filter((number) => number > partCount);
  if (past.length > 0)
    throw new MediaError('input.invalid', { fields: { partNumbers: [`There are ${partCount} parts`] } });
  return Promise.all(
    partNumbers.map(async (partNumber) => {
      const sizeBytes = Math.min(partBytes, totalBytes - (partNumber - 1) * partBytes);
      const part = { key: landingKeyOf(row), uploadId: multipartId, partNumber, sizeBytes };
      const request = await directUploads.signPart({ ...part, expiresInSeconds: signatureSeconds });
      return { partNumber, sizeBytes, request };
    }),
  );
}
