import {
  type ErrorCode,
  errorCodes,
  type MediaFile,
  MediaId,
  typeOfFilename,
  UploadId,
} from '@vitrine/schema';
import { KitError } from '../provider/kit-error.ts';
import type { UploadRequest, UploadResult, UploadTransport } from '../provider/upload-transport.ts';
import type { FakeLibrary } from './fake-library.ts';
import { addFakeVersion } from './fake-life.ts';
import { makeMediaFile, TEST_NOW } from './make-media-file.ts';

export interface FakeUploadOptions {
  /** Without it all bytes are there at once; else progress is told ten times a second. */
  bytesPerSecond?: number;
  /** The connection breaks at this fraction of the bytes, 0 to 1; a second attempt goes through. */
  failAt?: number;
  /** The library has these bytes already. */
  duplicate?: boolean | ((file: File) => boolean);
  /** The server refuses the file for this reason. */
  refuse?: ErrorCode | ((file: File) => ErrorCode | null);
  /** Never goes on after the first progress: to look at a file on its way. */
  stuckAt?: number;
}

const TICK_MS = 100;

/** Uploads that happen in memory: the file becomes a picture of the library, thumbnails included. */
export function createFakeUploads(library: FakeLibrary, options: FakeUploadOptions = {}): UploadTransport {
  const broken = new Set<string>();
  return {
    async send(request) {
      const { file, signal } = request;
      const refused = typeof options.refuse === 'function' ? options.refuse(file) : (options.refuse ?? null);
      if (refused) throw new KitError(refused, errorCodes[refused].message);
      const breaks = options.failAt !== undefined && !broken.has(file.name);
      await sendBytes(request, options, breaks ? options.failAt : undefined);
      if (breaks) {
        broken.add(file.name);
        throw new KitError('network', 'The connection was lost.');
      }
      signal?.throwIfAborted();
      return keepFile(library, request, options);
    },
  };
}

async function sendBytes(
  { file, onProgress, signal }: UploadRequest,
  options: FakeUploadOptions,
  failAt?: number,
): Promise<void> {
  const last = Math.round(file.size * (options.stuckAt ?? failAt ?? 1));
  if (options.bytesPerSecond !== undefined) {
    for (let sent = 0; sent < last; sent += (options.bytesPerSecond * TICK_MS) / 1000) {
      onProgress?.(Math.round(sent), file.size);
      await tick(signal);
    }
  }
  onProgress?.(last, file.size);
  if (options.stuckAt !== undefined) await tick(signal, null);
}

function keepFile(
  library: FakeLibrary,
  { file, fields }: UploadRequest,
  options: FakeUploadOptions,
): UploadResult {
  const isDuplicate =
    typeof options.duplicate === 'function' ? options.duplicate(file) : (options.duplicate ?? false);
  const uploadId = UploadId.parse(library.nextId());
  const existing = [...library.files.values()].find((known) => known.deletedAt === null);
  if (fields?.replaces)
    return replaceFile(library, MediaId.parse(fields.replaces), file, uploadId, fields.note);
  const isKnown = isDuplicate && existing !== undefined && fields?.onDuplicate !== 'keep-both';
  const media = isKnown ? existing : newFile(library, file, fields?.title);
  if (!isKnown) {
    library.files.set(media.id, media);
    library.emit('media.created', [media.id]);
  }
  library.uploads.set(uploadId, {
    id: uploadId,
    state: 'done',
    filename: file.name,
    offsetBytes: file.size,
    sizeBytes: file.size,
    media,
    duplicateOf: isKnown ? media.id : null,
    error: null,
    createdAt: TEST_NOW,
    expiresAt: null,
  });
  return { uploadId, media, duplicateOf: isKnown ? media.id : null };
}

/** Another picture under the same id, and the one before it in the history. */
function replaceFile(
  library: FakeLibrary,
  id: MediaId,
  file: File,
  uploadId: UploadId,
  note = '',
): UploadResult {
  const { url, thumbnails, placeholder, hash } = makeMediaFile({ seed: library.files.size + file.size });
  const media = addFakeVersion(library, id, {
    note,
    change: {
      url,
      thumbnails,
      placeholder,
      hash,
      originalFilename: file.name,
      sizeBytes: Math.max(1, file.size),
    },
  });
  return { uploadId, media, duplicateOf: null };
}

function newFile(library: FakeLibrary, file: File, title?: string): MediaFile {
  const type = typeOfFilename(file.name);
  const base = makeMediaFile({ seed: library.files.size, kind: type?.kind ?? 'image' });
  const now = new Date().toISOString();
  return {
    ...base,
    id: MediaId.parse(library.nextId()),
    title: title ?? file.name.replace(/\.[^.]+$/, ''),
    originalFilename: file.name,
    mimeType: type?.mimeType ?? base.mimeType,
    sizeBytes: Math.max(1, file.size),
    alt: {},
    referenceCount: 0,
    createdAt: now,
    updatedAt: now,
  };
}

/** One tick, or for ever with `null`; ends with an AbortError when the upload is cancelled. */
function tick(signal: AbortSignal | undefined, ms: number | null = TICK_MS): Promise<void> {
  return new Promise((resolve, reject) => {
    if (ms !== null) setTimeout(resolve, ms);
    signal?.addEventListener('abort', () =>
      reject(new DOMException('The upload was cancelled.', 'AbortError')),
    );
  });
}
