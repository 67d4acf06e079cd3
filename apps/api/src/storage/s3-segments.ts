import { ListObjectsV2Command } from '@aws-sdk/client-s3';
import { MediaError } from '../errors/media-error.ts';
import { gatherParts } from './gather-parts.ts';
import { mapConcurrently } from './map-concurrently.ts';
import { onS3 } from './map-s3-error.ts';
import type { ObjectKey } from './object-keys.ts';
import { readObject } from './read-s3-object.ts';
import { maxParts, partBytes, type S3Bucket } from './s3-bucket.ts';
import { copyPart, inParts } from './s3-multipart.ts';
import { copyWhole, deleteObject, headObject, putWhole } from './s3-objects.ts';
import type { ByteSource, ObjectBytes, StorageDriver } from './storage-driver.ts';

/*
 * An unfinished object is a row of small ones: `<key>.part/00000` holds its first 8 MiB, `00001` the next and so on;
 * only the last may be shorter. A multipart upload could not be it: its parts can't be read back, and an upload that
 * was cut goes on in the middle of one. As all have one length, S3 puts them together without their coming here.
 */
const segmentForm = /^(.+)\.part\/(\d{5})$/;
const sentAtOnce = 8;

const segmentPrefix = (key: string) => `${key}.part/`;
const segmentKey = (key: string, index: number) => segmentPrefix(key) + String(index).padStart(5, '0');

/** The key that a segment belongs to; null for everything else. */
export function keyOfSegment(name: string): string | null {
  return segmentForm.exec(name)?.[1] ?? null;
}

/** As `StorageDriver.append`. A file in pieces has at most 78 GiB. */
export async function appendSegments(
  bucket: S3Bucket,
  key: ObjectKey,
  body: ByteSource,
  { offsetBytes, maxBytes, onDurable }: Parameters<StorageDriver['append']>[2],
): Promise<{ offsetBytes: number }> {
  const stored = await listSegments(bucket, key);
  const storedBytes = sizeOf(stored);
  if (offsetBytes > storedBytes)
    throw new RangeError(`Only ${storedBytes} bytes are there; ${offsetBytes} lies past them.`);

  let index = Math.floor(offsetBytes / partBytes);
  const begun = await cutOff(bucket, stored, { index, keptBytes: offsetBytes % partBytes });
  let durableBytes = offsetBytes;
  const parts = gatherParts(body, {
    partBytes,
    begun,
    startBytes: offsetBytes - begun.byteLength,
    maxBytes: Math.min(maxBytes, partBytes * maxParts),
  });
  for await (const part of parts) {
    const lengthBytes = index * partBytes + part.byteLength;
    if (lengthBytes === durableBytes) continue;
    await putWhole(bucket, segmentKey(key, index), part);
    index++;
    durableBytes = lengthBytes;
    await onDurable?.(durableBytes);
  }
  // An object of no bytes is begun too.
  if (durableBytes === 0) await putWhole(bucket, segmentKey(key, 0), new Uint8Array());
  return { offsetBytes: durableBytes };
}

/** As `StorageDriver.unfinishedBytes`. */
export async function unfinishedBytes(bucket: S3Bucket, key: string): Promise<number | null> {
  const segments = await listSegments(bucket, key);
  if (segments.length === 0) return null;
  // Finished, and some segments are left because the process died while it removed them.
  if (await headObject(bucket, key)) return null;
  return sizeOf(segments);
}

/** As `StorageDriver.finish`. The segments go last, so that a crash in between only repeats it. */
export async function finishSegments(bucket: S3Bucket, key: string): Promise<void> {
  // Once the object is there, what is left of the segments may not be all of them.
  if (await headObject(bucket, key)) return deleteSegments(bucket, key);
  const segments = await listSegments(bucket, key);
  const [first] = segments;
  if (!first) throw new MediaError('not-found');
  if (segments.length === 1) await copyWhole(bucket, first.name, key);
  else {
    await inParts(bucket, { key }, async (upload) => ({
      sizeBytes: sizeOf(segments),
      parts: await mapConcurrently(segments, sentAtOnce, ({ name }, index) =>
        copyPart(bucket, upload, { partNumber: index + 1, from: name }),
      ),
    }));
  }
  await deleteSegments(bucket, key);
}

export async function deleteSegments(bucket: S3Bucket, key: string): Promise<void> {
  const names: string[] = [];
  for await (const { name } of listNames(bucket, segmentPrefix(key))) names.push(name);
  // The last ones first: whatever is left by a crash still begins at 0.
  await mapConcurrently(names.reverse(), sentAtOnce, (name) => deleteObject(bucket, name));
}

/** Removes what lies past an offset. @returns the bytes before it in its own segment, which go on from there. */
async function cutOff(
  bucket: S3Bucket,
  stored: readonly Segment[],
  { index, keptBytes }: { index: number; keptBytes: number },
): Promise<Uint8Array> {
  const firstGone = keptBytes > 0 ? index + 1 : index;
  const gone = stored.slice(firstGone).reverse();
  for (const { name } of gone) await deleteObject(bucket, name);
  const cut = stored[index];
  if (keptBytes === 0 || !cut) return new Uint8Array();
  const { body } = await readObject(bucket, cut.name, { start: 0, end: keptBytes - 1 });
  const kept = await wholeOf(body);
  if (cut.sizeBytes > keptBytes) await putWhole(bucket, cut.name, kept);
  return kept;
}

async function wholeOf(body: ObjectBytes['body']): Promise<Uint8Array> {
  if (body instanceof Uint8Array) return body;
  const chunks: Uint8Array[] = [];
  for await (const chunk of body) chunks.push(chunk);
  return Buffer.concat(chunks);
}

interface Segment {
  name: string;
  sizeBytes: number;
}

/** The segments from 0 on without a gap; what lies past a gap was left by a removal that broke off. */
async function listSegments(bucket: S3Bucket, key: string): Promise<Segment[]> {
  const segments: Segment[] = [];
  for await (const { name, sizeBytes } of listNames(bucket, segmentPrefix(key))) {
    const before = segments.at(-1);
    const isNext =
      name === segmentKey(key, segments.length) && (before?.sizeBytes ?? partBytes) === partBytes;
    if (!isNext) break;
    segments.push({ name, sizeBytes });
  }
  return segments;
}

function sizeOf(segments: readonly Segment[]): number {
  return segments.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
}

/** Whatever lies in the bucket under a prefix, by name. */
export async function* listNames(
  bucket: S3Bucket,
  prefix: string,
): AsyncGenerator<{ name: string; sizeBytes: number; modifiedAt: Date }> {
  for (let token: string | undefined, isMore = true; isMore; ) {
    const page = await onS3(() =>
      bucket.client.send(
        new ListObjectsV2Command({ Bucket: bucket.name, Prefix: prefix, ContinuationToken: token }),
      ),
    );
    for (const { Key, Size, LastModified } of page.Contents ?? []) {
      if (Key !== undefined)
        yield { name: Key, sizeBytes: Size ?? 0, modifiedAt: LastModified ?? new Date() };
    }
    token = page.NextContinuationToken;
    isMore = page.IsTruncated === true;
  }
}
