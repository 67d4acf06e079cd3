import { createHash, randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import type { CompletedPart } from '@aws-sdk/client-s3';
import type { S3Settings } from '../config/config.ts';
import { MediaError } from '../errors/media-error.ts';
import { copyObject } from './copy-s3-object.ts';
import { makeDirectory, removeStaleFiles, withFile } from './durable-files.ts';
import { gatherParts } from './gather-parts.ts';
import { onDisk } from './map-storage-error.ts';
import { checkPrefix, isObjectKey, parseObjectKey } from './object-keys.ts';
import { readObject } from './read-s3-object.ts';
import { connectBucket, maxParts, partBytes, type S3Bucket } from './s3-bucket.ts';
import { createDirectUploads, signDownload } from './s3-direct-uploads.ts';
import { abortAllMultiparts, abortMultipart, inParts, listMultiparts, sendPart } from './s3-multipart.ts';
import { deleteObject, headObject, putWhole } from './s3-objects.ts';
import {
  appendSegments,
  deleteSegments,
  finishSegments,
  keyOfSegment,
  listNames,
  unfinishedBytes,
} from './s3-segments.ts';
import type { ByteSource, StorageDriver, StoredObject } from './storage-driver.ts';
import { writeCounted } from './write-counted.ts';

/** No upload lives so long: its parts were left by a process that died, or by a browser that was closed. */
const staleUploadMs = 48 * 60 * 60 * 1000;
const probeName = 'health-probe';
/** Known to those who set up Vitrine: docs/storage.md. */
const markName = 'instance-mark';

/**
 * Objects in a bucket, named by their keys: `<namespaceId>/<purpose>/<uuid>`.
 * @throws MediaError 'storage.unavailable' where the bucket is missing, refuses us or doesn't answer.
 */
export async function openS3Storage(settings: S3Settings): Promise<StorageDriver> {
  const bucket = connectBucket(settings);
  try {
    await makeDirectory(settings.temporaryDir);
    await removeStaleFiles(settings.temporaryDir);
    await abortStaleUploads(bucket);
  } catch (error) {
    bucket.client.destroy();
    throw error;
  }

  return {
    name: 's3',

    async put(key, body, { maxBytes, contentType }) {
      return putHashed(bucket, parseObjectKey(key), body, { maxBytes, contentType });
    },

    append: async (key, body, options) => appendSegments(bucket, parseObjectKey(key), body, options),
    unfinishedBytes: async (key) => unfinishedBytes(bucket, parseObjectKey(key)),
    finish: async (key) => finishSegments(bucket, parseObjectKey(key)),
    read: async (key, range) => readObject(bucket, parseObjectKey(key), range),
    head: async (key) => headObject(bucket, parseObjectKey(key)),
    copy: async (from, to) => copyObject(bucket, parseObjectKey(from), parseObjectKey(to)),

    async move(from, to, options) {
      parseObjectKey(to);
      const isThere = (await headObject(bucket, parseObjectKey(from))) !== null;
      if (isThere) await copyObject(bucket, from, to, options?.contentType);
      else if ((await headObject(bucket, to)) === null) throw new MediaError('not-found');
      await deleteObject(bucket, from);
    },

    async delete(key) {
      parseObjectKey(key);
      await Promise.all([
        deleteObject(bucket, key),
        deleteSegments(bucket, key),
        abortAllMultiparts(bucket, key),
      ]);
    },

    list: (prefix) => listObjects(bucket, checkPrefix(prefix)),

    async withLocalFile(key, use) {
      const { body, totalBytes } = await readObject(bucket, parseObjectKey(key));
      const copy = path.join(settings.temporaryDir, randomUUID());
      try {
        const writtenBytes = await withFile(copy, 'wx', (file) =>
          writeCounted(file, body, { startBytes: 0, maxBytes: totalBytes }),
        );
        if (writtenBytes !== totalBytes) throw new MediaError('storage.unavailable');
        return await use(copy);
      } finally {
        await onDisk(() => rm(copy, { force: true }));
      }
    },

    signDownload: async (options) => signDownload(bucket, options),
    publicUrl: (key) =>
      settings.customDomain === null ? null : `${settings.customDomain}/${parseObjectKey(key)}`,
    directUploads: createDirectUploads(bucket),

    async readMark() {
      if ((await headObject(bucket, markName)) === null) return null;
      const { body } = await readObject(bucket, markName);
      return new Response(body).text();
    },

    writeMark: (text) => putWhole(bucket, markName, Buffer.from(text)),

    async checkHealth() {
      await putWhole(bucket, probeName, Buffer.from('ok'));
      await readObject(bucket, probeName);
    },

    close() {
      bucket.client.destroy();
      return Promise.resolve();
    },
  };
}

/** Short objects go by one request, longer ones in parts; either way nothing shows before all of it is there. */
async function putHashed(
  bucket: S3Bucket,
  key: string,
  body: ByteSource,
  { maxBytes, contentType }: { maxBytes: number; contentType?: string },
): Promise<{ sizeBytes: number; sha256: string }> {
  const hash = createHash('sha256');
  let sizeBytes = 0;
  const parts = gatherParts(body, {
    partBytes,
    startBytes: 0,
    maxBytes: Math.min(maxBytes, partBytes * maxParts),
  });
  const next = async () => {
    const { done, value } = await parts.next();
    if (done) return null;
    hash.update(value);
    sizeBytes += value.byteLength;
    return value;
  };

  try {
    const first = (await next()) ?? Buffer.alloc(0);
    let following = await next();
    if (following === null) await putWhole(bucket, key, first, contentType);
    else {
      await inParts(bucket, { key, contentType }, async (upload) => {
        const sent: CompletedPart[] = [await sendPart(bucket, upload, 1, first)];
        for (; following; following = await next())
          sent.push(await sendPart(bucket, upload, sent.length + 1, following));
        return { parts: sent, sizeBytes };
      });
    }
  } finally {
    // Closes the source where it was not read to its end.
    await parts.return(undefined);
  }
  return { sizeBytes, sha256: hash.digest('hex') };
}

async function* listObjects(bucket: S3Bucket, prefix: string): AsyncGenerator<StoredObject> {
  const begun = new Map<string, StoredObject>();
  for await (const { name, sizeBytes, modifiedAt } of listNames(bucket, prefix)) {
    const key = keyOfSegment(name) ?? name;
    if (!isObjectKey(key)) continue;
    if (key === name) {
      yield { key, sizeBytes, modifiedAt, isFinished: true };
      continue;
    }
    const before = begun.get(key);
    begun.set(key, {
      key,
      sizeBytes: (before?.sizeBytes ?? 0) + sizeBytes,
      modifiedAt: before && before.modifiedAt > modifiedAt ? before.modifiedAt : modifiedAt,
      isFinished: false,
    });
  }
  yield* begun.values();
  // Their parts lie in the bucket and are paid for, though no list of objects shows them.
  for await (const { key, begunAt } of listMultiparts(bucket, prefix)) {
    if (isObjectKey(key)) yield { key, sizeBytes: 0, modifiedAt: begunAt, isFinished: false };
  }
}

async function abortStaleUploads(bucket: S3Bucket): Promise<void> {
  for await (const upload of listMultiparts(bucket, '')) {
    if (Date.now() - upload.begunAt.getTime() > staleUploadMs) await abortMultipart(bucket, upload);
  }
}
