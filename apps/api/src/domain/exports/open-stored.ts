import type { ZipEntry } from '../../archive/write-zip.ts';
import { MediaError } from '../../errors/media-error.ts';
import type { ObjectKey } from '../../storage/object-keys.ts';
import type { Scope } from '../scope.ts';

/** The bytes of an original, for an archive; null where they have gone since the file was looked at. */
export async function openStored(
  { storage }: Pick<Scope, 'storage'>,
  key: ObjectKey,
): Promise<Pick<ZipEntry, 'body' | 'sizeBytes'> | null> {
  try {
    const { body, totalBytes } = await storage.read(key);
    return { body, sizeBytes: totalBytes };
  } catch (error) {
    if (error instanceof MediaError && error.code === 'not-found') return null;
    throw error;
  }
}

/** A text of an archive. */
export function textEntry(name: string, text: string, modifiedAt: Date): ZipEntry {
  const body = new TextEncoder().encode(text);
  return { name, sizeBytes: body.byteLength, modifiedAt, body };
}

/** Says in the archive what is not in it. */
export function noteOfMissing(name: string, filenames: readonly string[], now: Date): ZipEntry {
  const list = filenames.join('\n');
  return textEntry(name, `These files were deleted while this archive was made:\n\n${list}\n`, now);
}
