import { MediaError } from '../errors/media-error.ts';
import { mapConcurrently } from './map-concurrently.ts';
import type { S3Bucket } from './s3-bucket.ts';
import { copyPart, inParts } from './s3-multipart.ts';
import { copyWhole, headObject } from './s3-objects.ts';

/** Copied by one request up to here: a longer one may be silent for too long, and above 5 GiB S3 refuses it. */
const copyWholeBytes = 256 * 1024 * 1024;
const copiedAtOnce = 4;

/**
 * Copies inside the bucket; no byte comes here.
 * @throws MediaError 'not-found' where `from` is missing.
 */
export async function copyObject(
  bucket: S3Bucket,
  from: string,
  to: string,
  contentType?: string,
): Promise<void> {
  const source = await headObject(bucket, from);
  if (!source) throw new MediaError('not-found');
  if (source.sizeBytes <= copyWholeBytes) return copyWhole(bucket, from, to, contentType);
  const starts = Array.from(
    { length: Math.ceil(source.sizeBytes / copyWholeBytes) },
    (_, index) => index * copyWholeBytes,
  );
  await inParts(bucket, { key: to, contentType }, async (upload) => ({
    sizeBytes: source.sizeBytes,
    parts: await mapConcurrently(starts, copiedAtOnce, (start, index) => {
      const end = Math.min(start + copyWholeBytes, source.sizeBytes) - 1;
      return copyPart(bucket, upload, { partNumber: index + 1, from, range: { start, end } });
    }),
  }));
}
