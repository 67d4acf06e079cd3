import { createHash } from 'node:crypto';
import {
  CopyObjectCommand,
  DeleteObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { isMissingInS3, onS3 } from './map-s3-error.ts';
import type { S3Bucket } from './s3-bucket.ts';

/** Null where there is no such object. */
export async function headObject(
  bucket: S3Bucket,
  key: string,
): Promise<{ sizeBytes: number; modifiedAt: Date } | null> {
  return onS3(async () => {
    try {
      const head = await bucket.client.send(new HeadObjectCommand({ Bucket: bucket.name, Key: key }));
      return { sizeBytes: head.ContentLength ?? 0, modifiedAt: head.LastModified ?? new Date(0) };
    } catch (error) {
      if (isMissingInS3(error)) return null;
      throw error;
    }
  });
}

/** Writes up to 5 GiB in one request, which may be sent again: the bytes are the same. */
export async function putWhole(
  bucket: S3Bucket,
  key: string,
  bytes: Uint8Array,
  contentType?: string,
): Promise<void> {
  await onS3(() =>
    bucket.client.send(
      new PutObjectCommand({
        ...bucket.making,
        Bucket: bucket.name,
        Key: key,
        Body: bytes,
        ContentLength: bytes.byteLength,
        ContentMD5: md5(bytes),
        ...(contentType !== undefined && { ContentType: contentType }),
      }),
    ),
  );
}

/** What S3 compares with what arrived: a body that was changed on its way is refused. */
export function md5(bytes: Uint8Array): string {
  return createHash('md5').update(bytes).digest('base64');
}

/** One request. @throws MediaError 'not-found' where `from` is missing. */
export async function copyWhole(
  bucket: S3Bucket,
  from: string,
  to: string,
  contentType?: string,
): Promise<void> {
  await onS3(() =>
    bucket.client.send(
      new CopyObjectCommand({
        ...bucket.making,
        Bucket: bucket.name,
        Key: to,
        CopySource: `${bucket.name}/${from}`,
        ...(contentType !== undefined && { ContentType: contentType, MetadataDirective: 'REPLACE' }),
      }),
    ),
  );
}

/** Deleting what is not there succeeds, as S3 has it. */
export async function deleteObject(bucket: S3Bucket, key: string): Promise<void> {
  await onS3(async () => {
    try {
      await bucket.client.send(new DeleteObjectCommand({ Bucket: bucket.name, Key: key }));
    } catch (error) {
      if (!isMissingInS3(error)) throw error;
    }
  });
}
