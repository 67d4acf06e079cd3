import type { Hash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import { MediaError } from '../errors/media-error.ts';
import { onDisk } from './map-storage-error.ts';
import type { ByteSource } from './storage-driver.ts';

/** Chunks off a socket have 16..64 KiB: gathered, a file costs a tenth of the calls. */
const gatherBytes = 1024 * 1024;

interface CountedWrite {
  /** Position of the first byte in the file. */
  startBytes: number;
  /** Limit of the whole file, not of this write. */
  maxBytes: number;
  /** Is fed every byte that is written. */
  hash?: Hash;
  /** Is called after every `gatherBytes` that are written, with the file's length so far. */
  onWritten?: (lengthBytes: number) => Promise<void>;
}

/**
 * Writes all of `body` into a file and counts: what arrives decides, not what was announced.
 * @returns the length of the file afterwards.
 * @throws MediaError 'upload.too-large' { limitBytes } once everything up to the limit is written.
 * @throws the error of `body` as it is, once everything that came before it is written.
 */
export async function writeCounted(
  file: FileHandle,
  body: ByteSource,
  options: CountedWrite,
): Promise<number> {
  const { maxBytes, hash, onWritten } = options;
  let lengthBytes = options.startBytes;
  let gathered: Uint8Array[] = [];
  let gatheredBytes = 0;

  const flush = async () => {
    if (gatheredBytes === 0) return;
    await onDisk(() => writeAll(file, gathered, lengthBytes));
    lengthBytes += gatheredBytes;
    gathered = [];
    gatheredBytes = 0;
    await onWritten?.(lengthBytes);
  };

  try {
    for await (const chunk of chunksOf(body)) {
      const roomBytes = maxBytes - lengthBytes - gatheredBytes;
      const taken = chunk.byteLength > roomBytes ? chunk.subarray(0, roomBytes) : chunk;
      hash?.update(taken);
      gathered.push(taken);
      gatheredBytes += taken.byteLength;
      if (taken !== chunk) throw new MediaError('upload.too-large', { limitBytes: maxBytes });
      if (gatheredBytes >= gatherBytes) await flush();
    }
  } catch (error) {
    await flush();
    throw error;
  }
  await flush();
  return lengthBytes;
}

async function writeAll(file: FileHandle, chunks: Uint8Array[], position: number): Promise<void> {
  const { bytesWritten } = await file.writev(chunks, position);
  const expectedBytes = chunks.reduce((sum, chunk) => sum + chunk.byteLength, 0);
  if (bytesWritten === expectedBytes) return;
  // The system may write less than asked, for one when the disk fills up: the next write then says why.
  const rest = Buffer.concat(chunks).subarray(bytesWritten);
  await writeAll(file, [rest], position + bytesWritten);
}

async function* chunksOf(body: ByteSource): AsyncIterable<Uint8Array> {
  if (body instanceof Uint8Array) yield body;
  else yield* body;
}
