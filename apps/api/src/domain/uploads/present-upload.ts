import { ErrorCode, MediaId, Upload, UploadId, type UploadState, type WireError } from '@vitrine/schema';
import type { Upload as UploadRow } from '../../db/generated/client.ts';
import { getManyMedia } from '../media/get-many-media.ts';
import type { Scope } from '../scope.ts';

/** Uploads as the contract shows them. A file that the actor may not see any more stands as none. */
export async function presentUploads(scope: Scope, rows: readonly UploadRow[]): Promise<Upload[]> {
  const named = rows.flatMap(({ mediaId, duplicateOfId }) => [mediaId, duplicateOfId]);
  const mediaIds = named.filter((id) => id !== null);
  const media = new Map(
    (await getManyMedia(scope, { ids: mediaIds })).map((file) => [file.id as string, file]),
  );
  return rows.map((row) => ({
    id: UploadId.parse(row.id),
    state: row.state as UploadState,
    filename: row.filename,
    offsetBytes: Number(row.offsetBytes),
    sizeBytes: Number(row.declaredSizeBytes),
    media: (row.mediaId && media.get(row.mediaId)) || null,
    duplicateOf: row.duplicateOfId && media.has(row.duplicateOfId) ? MediaId.parse(row.duplicateOfId) : null,
    error: row.error ? readError(row.error) : null,
    createdAt: row.createdAt.toISOString(),
    expiresAt: row.expiresAt?.toISOString() ?? null,
  }));
}

const StoredError = Upload.shape.error.unwrap();

function readError(stored: unknown): Omit<WireError, 'requestId'> {
  const read = StoredError.safeParse(stored);
  return read.success ? read.data : { code: ErrorCode.enum.internal, message: 'The upload failed.' };
}
