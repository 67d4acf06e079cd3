import type { FileHandle } from 'node:fs/promises';
import { onDisk } from './map-storage-error.ts';
import { type ByteRange, type ObjectBytes, wholeReadBytes } from './storage-driver.ts';

/**
 * Reads an open file or a range of it and closes it: at once where the answer is short, else with the stream's end.
 * @throws RangeError where the range begins past the last byte or ends before it begins.
 */
export async function readFileRange(file: FileHandle, range?: ByteRange): Promise<ObjectBytes> {
  try {
    const { size } = await onDisk(() => file.stat());
    const start = range?.start ?? 0;
    const end = Math.min(range?.end ?? size - 1, size - 1);
    if (range && (start < 0 || start > end)) throw new RangeError(`No byte of ${size} lies in this range.`);
    const sizeBytes = end - start + 1;
    const part = { totalBytes: size, start, sizeBytes };
    if (sizeBytes > wholeReadBytes) return { ...part, body: streamOf(file, start, end) };
    const body = await onDisk(() => readWhole(file, start, sizeBytes));
    await onDisk(() => file.close());
    return { ...part, body };
  } catch (error) {
    await file.close();
    throw error;
  }
}

async function readWhole(
  file: FileHandle,
  start: number,
  sizeBytes: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = Buffer.allocUnsafeSlow(sizeBytes);
  let filled = 0;
  while (filled < sizeBytes) {
    const { bytesRead } = await file.read(bytes, filled, sizeBytes - filled, start + filled);
    if (bytesRead === 0) throw shortened();
    filled += bytesRead;
  }
  return bytes;
}

function streamOf(file: FileHandle, start: number, end: number): ReadableStream<Uint8Array<ArrayBuffer>> {
  let position = start;
  return new ReadableStream(
    {
      async pull(controller) {
        const chunkBytes = Math.min(wholeReadBytes, end - position + 1);
        try {
          const chunk = await onDisk(() => readWhole(file, position, chunkBytes));
          position += chunkBytes;
          controller.enqueue(chunk);
        } catch (error) {
          await file.close();
          throw error;
        }
        if (position <= end) return;
        await file.close();
        controller.close();
      },
      cancel: () => file.close(),
    },
    { highWaterMark: 1 },
  );
}

/** Objects never change: one that ends early has been cut by something outside, so the disk is to be looked at. */
function shortened(): Error {
  return Object.assign(new Error('A stored file ends before its length.'), { code: 'EIO', syscall: 'read' });
}
