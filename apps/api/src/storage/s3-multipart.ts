import {
  AbortMultipartUploadCommand,
  type CompletedPart,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  ListMultipartUploadsCommand,
  ListPartsCommand,
  UploadPartCommand,
  UploadPartCopyCommand,
} from '@aws-sdk/client-s3';
import { MediaError } from '../errors/media-error.ts';
import { isMissingInS3, onS3 } from './map-s3-error.ts';
import type { S3Bucket } from './s3-bucket.ts';
import { headObject, md5 } from './s3-objects.ts';
import type { ByteRange } from './storage-driver.ts';

/** A multipart upload that is under way. */
export interface Multipart {
  key: string;
  uploadId: string;
}

/**
 * Makes an object out of parts, whole or not at all: where `fill` or S3 fails, the parts are thrown away.
 * @param fill sends the parts and returns them in order.
 */
export async function inParts(
  bucket: S3Bucket,
  object: { key: string; contentType?: string },
  fill: (upload: Multipart) => Promise<{ parts: CompletedPart[]; sizeBytes: number }>,
): Promise<void> {
  const { uploadId, attempts } = await createMultipart(bucket, object);
  const upload = { key: object.key, uploadId };
  try {
    await completeMultipart(bucket, upload, await fill(upload));
  } catch (error) {
    // A storage that fails may fail at this as well; the sweepers of `list` and of the next start find what it kept.
    await Promise.allSettled([abortMultipart(bucket, upload)]);
    // The upload was ours: that it is gone means no more to our caller than any other failure.
    if (error instanceof MediaError && error.code === 'not-found')
      throw new MediaError('storage.unavailable', {}, { cause: error });
    throw error;
  }
  // An answer was lost on its way: the attempt before may have begun one that nobody knows.
  if (attempts > 1) await abortAllMultiparts(bucket, object.key);
}

export async function createMultipart(
  bucket: S3Bucket,
  { key, contentType }: { key: string; contentType?: string },
): Promise<{ uploadId: string; attempts: number }> {
  const { UploadId: uploadId, $metadata } = await onS3(() =>
    bucket.client.send(
      new CreateMultipartUploadCommand({
        ...bucket.making,
        Bucket: bucket.name,
        Key: key,
        ...(contentType !== undefined && { ContentType: contentType }),
      }),
    ),
  );
  if (uploadId === undefined) throw new MediaError('storage.unavailable');
  return { uploadId, attempts: $metadata.attempts ?? 1 };
}

export async function sendPart(
  bucket: S3Bucket,
  upload: Multipart,
  partNumber: number,
  bytes: Uint8Array,
): Promise<CompletedPart> {
  const { ETag } = await onS3(() =>
    bucket.client.send(
      new UploadPartCommand({
        ...placeOf(bucket, upload),
        PartNumber: partNumber,
        Body: bytes,
        ContentLength: bytes.byteLength,
        ContentMD5: md5(bytes),
      }),
    ),
  );
  return { PartNumber: partNumber, ETag };
}

/** Takes a part from an object that is there. */
export async function copyPart(
  bucket: S3Bucket,
  upload: Multipart,
  { partNumber, from, range }: { partNumber: number; from: string; range?: ByteRange },
): Promise<CompletedPart> {
  const { CopyPartResult } = await onS3(() =>
    bucket.client.send(
      new UploadPartCopyCommand({
        ...placeOf(bucket, upload),
        PartNumber: partNumber,
        CopySource: `${bucket.name}/${from}`,
        ...(range && { CopySourceRange: `bytes=${range.start}-${range.end}` }),
      }),
    ),
  );
  return { PartNumber: partNumber, ETag: CopyPartResult?.ETag };
}

/** Completing one that was completed (its answer was lost) does nothing. @throws MediaError 'not-found'. */
export async function completeMultipart(
  bucket: S3Bucket,
  upload: Multipart,
  { parts, sizeBytes }: { parts: CompletedPart[]; sizeBytes: number },
): Promise<void> {
  await onS3(async () => {
    try {
      await bucket.client.send(
        new CompleteMultipartUploadCommand({
          ...placeOf(bucket, upload),
          MultipartUpload: { Parts: parts },
        }),
      );
    } catch (error) {
      if (!isMissingInS3(error)) throw error;
      const found = await headObject(bucket, upload.key);
      if (found?.sizeBytes !== sizeBytes) throw error;
    }
  });
}

/** Aborting what is gone succeeds. */
export async function abortMultipart(bucket: S3Bucket, upload: Multipart): Promise<void> {
  await onS3(async () => {
    try {
      await bucket.client.send(new AbortMultipartUploadCommand(placeOf(bucket, upload)));
    } catch (error) {
      if (!isMissingInS3(error)) throw error;
    }
  });
}

/** The parts that are there, by number. @throws MediaError 'not-found' where there is no such upload. */
export async function listParts(
  bucket: S3Bucket,
  upload: Multipart,
): Promise<{ parts: CompletedPart[]; sizeBytes: number }> {
  const parts: CompletedPart[] = [];
  let sizeBytes = 0;
  for (let marker: string | undefined, isMore = true; isMore; ) {
    const page = await onS3(() =>
      bucket.client.send(new ListPartsCommand({ ...placeOf(bucket, upload), PartNumberMarker: marker })),
    );
    for (const { PartNumber, ETag, Size } of page.Parts ?? []) {
      parts.push({ PartNumber, ETag });
      sizeBytes += Size ?? 0;
    }
    marker = page.NextPartNumberMarker;
    isMore = page.IsTruncated === true;
  }
  return { parts, sizeBytes };
}

/** The uploads under way whose keys begin so. */
export async function* listMultiparts(
  bucket: S3Bucket,
  prefix: string,
): AsyncGenerator<Multipart & { begunAt: Date }> {
  let after: { KeyMarker?: string; UploadIdMarker?: string } = {};
  for (let isMore = true; isMore; ) {
    const page = await onS3(() =>
      bucket.client.send(new ListMultipartUploadsCommand({ Bucket: bucket.name, Prefix: prefix, ...after })),
    );
    for (const { Key, UploadId, Initiated } of page.Uploads ?? []) {
      if (Key === undefined || UploadId === undefined) continue;
      yield { key: Key, uploadId: UploadId, begunAt: Initiated ?? new Date() };
    }
    after = { KeyMarker: page.NextKeyMarker, UploadIdMarker: page.NextUploadIdMarker };
    isMore = page.IsTruncated === true;
  }
}

/** Aborts whatever is under way for a key. */
export async function abortAllMultiparts(bucket: S3Bucket, key: string): Promise<void> {
  const found: Multipart[] = [];
  for await (const upload of listMultiparts(bucket, key)) if (upload.key === key) found.push(upload);
  for (const upload of found) await abortMultipart(bucket, upload);
}

function placeOf(bucket: S3Bucket, { key, uploadId }: Multipart) {
  return { Bucket: bucket.name, Key: key, UploadId: uploadId };
}
