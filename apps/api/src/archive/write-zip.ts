import { PassThrough, Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import type { ReadableStream as WebStream } from 'node:stream/web';
import { ZipFile } from 'yazl';

export interface ZipEntry {
  /** Unlike any other: `photo.jpg`, or `files/photo.jpg` for one in a folder. */
  name: string;
  sizeBytes: number;
  modifiedAt: Date;
  body: Uint8Array | ReadableStream<Uint8Array<ArrayBuffer>>;
}

/**
 * Packs entries one after the other, as they are read: the next one is asked for when the last one has been taken, so
 * that an archive of any size needs no more memory than a small one. Nothing is compressed: pictures and films are,
 * and what is left isn't worth the time. Lengths beyond 4 GiB are written as ZIP64.
 * @returns a stream that ends with the entries, breaks where they do, and ends them when it is destroyed.
 */
export function writeZip(entries: AsyncIterable<ZipEntry>): Readable {
  const zip = new ZipFile();
  const output = new PassThrough();
  const left = new AbortController();
  output.once('close', () => left.abort());
  zip.on('error', (error: Error) => output.destroy(error));
  zip.outputStream.pipe(output);

  fill(zip, entries, left.signal).catch((error: Error) => output.destroy(error));
  return output;
}

async function fill(zip: ZipFile, entries: AsyncIterable<ZipEntry>, signal: AbortSignal): Promise<void> {
  for await (const { name, sizeBytes, modifiedAt, body } of entries) {
    const input = body instanceof Uint8Array ? Readable.from([body]) : Readable.fromWeb(body as WebStream);
    const stop = () => input.destroy(new Error('The archive is not wanted any more.'));
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop);
    try {
      if (!signal.aborted)
        zip.addReadStream(input, name, { size: sizeBytes, mtime: modifiedAt, compress: false });
      await finished(input, { writable: false });
    } finally {
      signal.removeEventListener('abort', stop);
    }
  }
  zip.end();
}
