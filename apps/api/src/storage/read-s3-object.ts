import { Readable } from 'node:stream';
import { GetObjectCommand, type GetObjectCommandOutput } from '@aws-sdk/client-s3';
import { MediaError } from '../errors/media-error.ts';
import { isOutOfRange, onS3 } from './map-s3-error.ts';
import type { S3Bucket } from './s3-bucket.ts';
import { type ByteRange, type ObjectBytes, wholeReadBytes } from './storage-driver.ts';

/** As much as lies in a socket's buffers: whoever gets less than this from every connection gets nowhere. */
const progressBytes = 64 * 1024;

/** As `StorageDriver.read`. A connection that is cut is taken up again where it broke. */
export async function readObject(bucket: S3Bucket, key: string, range?: ByteRange): Promise<ObjectBytes> {
  if (range && (range.start < 0 || range.end < range.start))
    throw new RangeError(`No byte lies from ${range.start} to ${range.end}.`);
  const answer = await getObject(bucket, key, range);
  const sizeBytes = answer.ContentLength ?? 0;
  const totalBytes = Number(/\/(\d+)$/.exec(answer.ContentRange ?? '')?.[1] ?? sizeBytes);
  const start = answer.ContentRange === undefined ? 0 : (range?.start ?? 0);
  const reading = new Reading(bucket, key, answer, { start, end: start + sizeBytes - 1 });
  const part = { totalBytes, start, sizeBytes };
  if (sizeBytes > wholeReadBytes) return { ...part, body: reading.stream() };
  const whole = Buffer.allocUnsafeSlow(sizeBytes);
  let filledBytes = 0;
  for await (const chunk of reading.chunks()) {
    whole.set(chunk, filledBytes);
    filledBytes += chunk.byteLength;
  }
  return { ...part, body: whole };
}

async function getObject(
  bucket: S3Bucket,
  key: string,
  range?: ByteRange,
  etag?: string,
): Promise<GetObjectCommandOutput> {
  return onS3(async () => {
    try {
      return await bucket.client.send(
        new GetObjectCommand({
          Bucket: bucket.name,
          Key: key,
          ...(range && { Range: `bytes=${range.start}-${range.end}` }),
          ...(etag !== undefined && { IfMatch: etag }),
        }),
      );
    } catch (error) {
      if (isOutOfRange(error))
        throw new RangeError('No byte of the object lies in this range.', { cause: error });
      throw error;
    }
  });
}

/** One read of a range, over as many connections as it takes. */
class Reading {
  readonly #bucket: S3Bucket;
  readonly #key: string;
  readonly #etag: string | undefined;
  readonly #end: number;
  #position: number;
  #body: Readable;
  #isCancelled = false;

  constructor(bucket: S3Bucket, key: string, answer: GetObjectCommandOutput, range: ByteRange) {
    this.#bucket = bucket;
    this.#key = key;
    this.#etag = answer.ETag;
    this.#position = range.start;
    this.#end = range.end;
    this.#body = bodyOf(answer);
  }

  async *chunks(): AsyncGenerator<Uint8Array<ArrayBuffer>> {
    let failures = 0;
    for (let connectedAt = this.#position; ; connectedAt = this.#position) {
      try {
        for await (const chunk of this.#body as AsyncIterable<Buffer<ArrayBuffer>>) {
          this.#position += chunk.byteLength;
          yield chunk;
        }
        if (this.#position > this.#end) return;
        throw new Error('The storage closed the connection before the end.');
      } catch (error) {
        if (this.#isCancelled) return;
        failures = this.#position - connectedAt >= progressBytes ? 1 : failures + 1;
        if (failures >= this.#bucket.settings.maxAttempts)
          throw new MediaError('storage.unavailable', {}, { cause: error });
      }
      const rest = { start: this.#position, end: this.#end };
      this.#body = bodyOf(await getObject(this.#bucket, this.#key, rest, this.#etag));
    }
  }

  stream(): ReadableStream<Uint8Array<ArrayBuffer>> {
    const chunks = this.chunks();
    return new ReadableStream({
      pull: async (controller) => {
        const { done, value } = await chunks.next();
        if (this.#isCancelled) return;
        if (done) controller.close();
        else controller.enqueue(value);
      },
      cancel: async () => {
        this.#isCancelled = true;
        // Frees the connection at once, also while a chunk is awaited.
        this.#body.destroy();
        await chunks.return(undefined);
      },
    });
  }
}

function bodyOf({ Body: body }: GetObjectCommandOutput): Readable {
  if (body instanceof Readable) return body;
  throw new MediaError('storage.unavailable', {}, { cause: new Error('S3 answered without a body.') });
}
