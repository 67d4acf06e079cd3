import { randomUUID } from 'node:crypto';
import type { MediaId, UploadFields } from '@vitrine/schema';
import type { Scope } from '../domain/scope.ts';
import { completeUpload } from '../domain/uploads/complete-upload.ts';
import { receiveFile } from '../domain/uploads/receive-file.ts';

/** A small file with real bytes, through the one way that all uploads take. Other bytes each time unless told. */
export async function uploadText(
  scope: Scope,
  {
    text = `# ${randomUUID()}\n`,
    filename = 'note.md',
    ...fields
  }: UploadFields & { text?: string; filename?: string } = {},
): Promise<MediaId> {
  const bytes = new TextEncoder().encode(text);
  const file = { door: 'multipart', filename, declaredMimeType: null, bytes } as const;
  const { mediaId } = await completeUpload(scope, { ...(await receiveFile(scope, file)), fields });
  return mediaId as MediaId;
}
