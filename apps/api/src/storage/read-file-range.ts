import { closeSync, constants, fstatSync, open, read } from 'node:fs';
import { promisify } from 'node:util';
import { MediaError } from '../errors/media-error.ts';
import { onDisk } from './map-storage-error.ts';
import { type ByteRange, type ObjectBytes, wholeReadBytes } from './storage-driver.ts';

// Renditions are read more often than anything else happens, and a FileHandle costs three times a descriptor
// (137 µs of CPU against 41 for 10 KiB). Of an open file, length and closing never wait for the disk.
const openFile = promisify(open);
const readFile = promisify(read);

/** For readers that bring no buffer of their own. */
const streamedBytes = 64 * 1024;

/**
 * Reads a file or a range of it: at once where the answer is short, else as a stream that closes the file at its end.
 * @throws MediaError 'not-found' where there is none.
 * @throws RangeError where the range begins past the last byte or ends before it begins.
 */
export async function readFileRange(path: string, range?: ByteRange): Promise<ObjectBytes> {
  const file = await onDisk(() => openFile(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0)));
  let isHandedOver = false;
  try {
    const totalBytes = fstatSync(file).size;
    const start = range?.start ?? 0;
    const end = Math.min(range?.end ?? totalBytes - 1, totalBytes - 1);
    if (range && (start < 0 || start > end))
      throw new RangeError(`No byte of ${totalBytes} lies in this range.`);
    const part = { totalBytes, start, sizeBytes: end - start + 1 };
    if (part.sizeBytes <= wholeReadBytes)
      return { ...part, body: await readWhole(file, start, part.sizeBytes) };
    isHandedOver = true;
    return { ...part, body: streamOf(file, start, end) };
  } finally {
    if (!isHandedOver) closeSync(file);
  }
}

async function readWhole(file: number, start: number, sizeBytes: number): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = Buffer.allocUnsafeSlow(sizeBytes);
  for (let filled = 0; filled < sizeBytes; ) filled += await readSome(file, bytes, filled, start + filled);
  return bytes;
}

/** @returns how many bytes came, at least one. */
async function readSome(
  file: number,
  target: NodeJS.ArrayBufferView,
  offset: number,
  position: number,
): Promise<number> {
  const { bytesRead } = await onDisk(() =>
    readFile(file, target, offset, target.byteLength - offset, position),
  );
  if (bytesRead === 0) throw shortened();
  return bytesRead;
}

/** Fills the buffers of whoever reads, who can use them again: new memory for each part costs more than reading it. */
function streamOf(file: number, start: number, end: number): ReadableStream<Uint8Array<ArrayBuffer>> {
  let position = start;
  let reading: Promise<unknown> = Promise.resolve();
  let isCancelled = false;
  let isClosed = false;
  // Closed twice, the descriptor could by then be another file's.
  const close = () => {
    if (!isClosed) closeSync(file);
    isClosed = true;
  };
  const stream: ReadableStream = new ReadableStream({
    type: 'bytes',
    autoAllocateChunkSize: streamedBytes,
    async pull(controller) {
      const request = controller.byobRequest;
      if (!request?.view) throw new TypeError('A stream of bytes was asked for nothing.');
      const { buffer, byteOffset, byteLength } = request.view;
      const view = new Uint8Array(buffer, byteOffset, Math.min(byteLength, end - position + 1));
      const some = readSome(file, view, 0, position);
      reading = some;
      const bytesRead = await some.catch((error: unknown) => {
        close();
        throw error;
      });
      if (isCancelled) return;
      position += bytesRead;
      request.respond(bytesRead);
      if (position <= end) return;
      close();
      controller.close();
    },
    async cancel() {
      isCancelled = true;
      await Promise.allSettled([reading]);
      close();
    },
  });
  // Its types don't know that buffers are never shared ones.
  return stream as ReadableStream<Uint8Array<ArrayBuffer>>;
}

/** Objects never change: one that ends early has been cut by something outside, so the disk is to be looked at. */
function shortened(): MediaError {
  return new MediaError(
    'storage.unavailable',
    {},
    { cause: new Error('A stored file ends before its length.') },
  );
}
