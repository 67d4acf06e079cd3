import { GetObjectCommand, PutObjectCommand, UploadPartCommand } from '@aws-sdk/client-s3';
import { createPresignedPost } from '@aws-sdk/s3-presigned-post';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { MediaError } from '../errors/media-error.ts';
import { onS3 } from './map-s3-error.ts';
import { parseObjectKey } from './object-keys.ts';
import { maxParts, maxSinglePutBytes, partBytes, type S3Bucket } from './s3-bucket.ts';
import { abortMultipart, completeMultipart, createMultipart, listParts } from './s3-multipart.ts';
import { headObject } from './s3-objects.ts';
import type { DirectUploads, StorageDriver } from './storage-driver.ts';

/** As `StorageDriver.signDownload`. */
export function signDownload(
  bucket: S3Bucket,
  options: Parameters<StorageDriver['signDownload']>[0],
): Promise<string> {
  const command = new GetObjectCommand({
    Bucket: bucket.name,
    Key: parseObjectKey(options.key),
    ResponseContentType: options.contentType,
    ResponseContentDisposition: options.contentDisposition,
  });
  return onS3(() => getSignedUrl(bucket.client, command, { expiresIn: options.expiresInSeconds }));
}

export function createDirectUploads(bucket: S3Bucket): DirectUploads {
  return {
    maxSingleBytes: maxSinglePutBytes,
    partBytes,

    async signUpload({ key, sizeBytes, sha256, expiresInSeconds }) {
      checkSize(sizeBytes, maxSinglePutBytes);
      const headers = { ...makingHeaders(bucket), ...checksumHeader(sha256) };
      const command = new PutObjectCommand({
        ...bucket.making,
        Bucket: bucket.name,
        Key: parseObjectKey(key),
        ContentLength: sizeBytes,
        ChecksumSHA256: toBase64(sha256),
      });
      const options = binding(headers, expiresInSeconds);
      return { url: await onS3(() => getSignedUrl(bucket.client, command, options)), method: 'PUT', headers };
    },

    async signForm({ key, sizeBytes, sha256, expiresInSeconds }) {
      checkSize(sizeBytes, maxSinglePutBytes);
      const { url, fields } = await onS3(() =>
        createPresignedPost(bucket.client, {
          Bucket: bucket.name,
          Key: parseObjectKey(key),
          Expires: expiresInSeconds,
          Conditions: [['content-length-range', sizeBytes, sizeBytes]],
          Fields: {
            ...(bucket.making.ACL && { acl: bucket.making.ACL }),
            ...encryptionHeaders(bucket),
            ...checksumHeader(sha256),
          },
        }),
      );
      return { url, method: 'POST', fields };
    },

    async createMultipart({ key }) {
      const { uploadId } = await createMultipart(bucket, { key: parseObjectKey(key) });
      return { uploadId };
    },

    async signPart({ key, uploadId, partNumber, sizeBytes, expiresInSeconds }) {
      checkSize(sizeBytes, partBytes);
      if (!Number.isInteger(partNumber) || partNumber < 1 || partNumber > maxParts)
        throw new RangeError(`A part has a number from 1 to ${maxParts}.`);
      const command = new UploadPartCommand({
        Bucket: bucket.name,
        Key: parseObjectKey(key),
        UploadId: uploadId,
        PartNumber: partNumber,
        ContentLength: sizeBytes,
      });
      const options = binding({}, expiresInSeconds);
      const url = await onS3(() => getSignedUrl(bucket.client, command, options));
      return { url, method: 'PUT', headers: {} };
    },

    async completeMultipart({ key, uploadId, sizeBytes }) {
      const upload = { key: parseObjectKey(key), uploadId };
      const found = await partsOrNull(bucket, upload);
      if (found === null) {
        const object = await headObject(bucket, key);
        if (object?.sizeBytes === sizeBytes) return;
        throw new MediaError('not-found');
      }
      if (found.sizeBytes !== sizeBytes)
        throw new MediaError('conflict', { storedBytes: found.sizeBytes, sizeBytes });
      await completeMultipart(bucket, upload, found);
    },

    abortMultipart: async ({ key, uploadId }) =>
      abortMultipart(bucket, { key: parseObjectKey(key), uploadId }),
  };
}

/** Binds the length and each of `headers`: S3 refuses the request where one of them differs. */
function binding(headers: Record<string, string>, expiresInSeconds: number) {
  const names = Object.keys(headers);
  return {
    expiresIn: expiresInSeconds,
    signableHeaders: new Set(['host', 'content-length', ...names]),
    // In the URL they would bind nothing: S3 takes the checksum from a header.
    unhoistableHeaders: new Set(names),
  };
}

async function partsOrNull(bucket: S3Bucket, upload: { key: string; uploadId: string }) {
  try {
    return await listParts(bucket, upload);
  } catch (error) {
    if (error instanceof MediaError && error.code === 'not-found') return null;
    throw error;
  }
}

function makingHeaders(bucket: S3Bucket): Record<string, string> {
  return { ...(bucket.making.ACL && { 'x-amz-acl': bucket.making.ACL }), ...encryptionHeaders(bucket) };
}

function encryptionHeaders({ making }: S3Bucket): Record<string, string> {
  const { ServerSideEncryption: algorithm, SSEKMSKeyId: keyId } = making;
  return {
    ...(algorithm && { 'x-amz-server-side-encryption': algorithm }),
    ...(keyId && { 'x-amz-server-side-encryption-aws-kms-key-id': keyId }),
  };
}

function checksumHeader(sha256: string): Record<string, string> {
  return { 'x-amz-checksum-sha256': toBase64(sha256) };
}

function toBase64(sha256: string): string {
  if (!/^[0-9a-f]{64}$/.test(sha256)) throw new TypeError('A SHA-256 has 64 hexadecimal digits.');
  return Buffer.from(sha256, 'hex').toString('base64');
}

function checkSize(sizeBytes: number, maxBytes: number): void {
  if (!Number.isInteger(sizeBytes) || sizeBytes < 0 || sizeBytes > maxBytes)
    throw new RangeError(`One request brings 0 to ${maxBytes} bytes.`);
}
