import { MediaError } from '../errors/media-error.ts';

const fullCodes = new Set(['ENOSPC', 'EDQUOT', 'EFBIG']);

/**
 * Runs calls to the file system and gives their errors the codes that the rest of the house knows: no room is
 * `storage.full`, a missing object `not-found`, all else (no rights, read-only, I/O error, too many open files)
 * `storage.unavailable`, each with the system's error as its cause.
 */
export async function onDisk<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    throw toStorageError(error);
  }
}

/** True for the error of a path that isn't there. */
export function isMissing(error: unknown): boolean {
  return codeOf(error) === 'ENOENT';
}

function toStorageError(error: unknown): unknown {
  if (isMissing(error)) return new MediaError('not-found', {}, { cause: error });
  const code = codeOf(error);
  // Whatever has no system code (a RangeError, a bug of ours) is no fault of the storage.
  if (code === undefined) return error;
  return new MediaError(fullCodes.has(code) ? 'storage.full' : 'storage.unavailable', {}, { cause: error });
}

function codeOf(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('syscall' in error) || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}
