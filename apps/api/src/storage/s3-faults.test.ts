import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, type TestContext, test } from 'vitest';
import type { S3Settings } from '../config/config.ts';
import { type Fault, type FaultProxy, startFaultProxy } from '../testing/start-fault-proxy.ts';
import { makeBucket, startS3Server } from '../testing/start-s3-server.ts';
import { hashObject } from './hash-object.ts';
import { type ObjectKey, objectKey } from './object-keys.ts';
import { openS3Storage } from './s3.ts';
import { connectBucket, partBytes, type S3Bucket } from './s3-bucket.ts';
import { listMultiparts } from './s3-multipart.ts';
import { deleteObject } from './s3-objects.ts';
import { listNames } from './s3-segments.ts';
import type { StorageDriver } from './storage-driver.ts';

/*
 * Every request that an operation makes is broken in every way, one at a time, on real connections: the operation
 * must succeed all the same. Then the storage stays broken from that request on: the operation must say so, and
 * whatever it left behind must be in sight of the sweepers and go away by `delete`.
 */
const server = await startS3Server();
const temporaryDir = path.join(tmpdir(), `vitrine-faults-${randomUUID()}`);
afterAll(async () => {
  await server.close();
  await rm(temporaryDir, { recursive: true, force: true });
});

interface Place {
  /** Through the proxy. */
  storage: StorageDriver;
  proxy: FaultProxy;
  /** The same bucket past the proxy. */
  past: StorageDriver;
  bucket: S3Bucket;
}

async function openPlace(
  { onTestFinished }: Pick<TestContext, 'onTestFinished'>,
  settings: Partial<S3Settings> = {},
): Promise<Place> {
  const proxy = await startFaultProxy(server.endpoint);
  const direct = await makeBucket(server.endpoint, { temporaryDir });
  // Long enough for a busy machine, short enough for a test of silence.
  const storage = await openS3Storage({
    ...direct,
    endpoint: proxy.endpoint,
    maxAttempts: 3,
    idleTimeoutSeconds: 3,
    ...settings,
  });
  const past = await openS3Storage(direct);
  const bucket = connectBucket(direct);
  onTestFinished(async () => {
    await storage.close();
    await past.close();
    bucket.client.destroy();
    proxy.close();
  });
  return { storage, proxy, past, bucket };
}

const newKey = (): ObjectKey =>
  objectKey({ namespaceId: randomUUID(), purpose: 'quarantine', id: randomUUID() });
const small = randomBytes(2000);
const middle = randomBytes(600_000);
const large = randomBytes(partBytes + 1000);
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const unlimited = { maxBytes: Number.MAX_SAFE_INTEGER };

/** Something to be done to a storage: what must be there before, what is done, and what must be true then. */
interface Operation {
  name: string;
  prepare?: (storage: StorageDriver, key: ObjectKey) => Promise<unknown>;
  run: (storage: StorageDriver, key: ObjectKey, other: ObjectKey) => Promise<unknown>;
  check?: (storage: StorageDriver, key: ObjectKey, other: ObjectKey) => Promise<void>;
  /** Keys that may hold an object afterwards: 1, or 2 where it was copied. */
  objects: 0 | 1 | 2;
  isLarge?: boolean;
}

const holds = (bytes: Uint8Array) => async (storage: StorageDriver, key: ObjectKey) => {
  expect(await hashObject(storage, key)).toEqual({ sizeBytes: bytes.length, sha256: sha256(bytes) });
};
const putting = (bytes: Uint8Array) => (storage: StorageDriver, key: ObjectKey) =>
  storage.put(key, bytes, unlimited);

const operations: Operation[] = [
  { name: 'put', run: putting(small), check: holds(small), objects: 1 },
  { name: 'put in parts', run: putting(large), check: holds(large), objects: 1, isLarge: true },
  {
    name: 'append and finish',
    prepare: (storage, key) => storage.append(key, small, { offsetBytes: 0, ...unlimited }),
    run: async (storage, key) => {
      await storage.append(key, small, { offsetBytes: small.length, ...unlimited });
      await storage.finish(key);
    },
    check: holds(Buffer.concat([small, small])),
    objects: 1,
  },
  {
    name: 'finish of several segments',
    prepare: (storage, key) => storage.append(key, large, { offsetBytes: 0, ...unlimited }),
    run: (storage, key) => storage.finish(key),
    check: holds(large),
    objects: 1,
    isLarge: true,
  },
  { name: 'read', prepare: putting(middle), run: holds(middle), objects: 1 },
  {
    name: 'lending a file',
    prepare: putting(middle),
    run: async (storage, key) => {
      const lent = await storage.withLocalFile(key, (file) => readFile(file));
      expect(lent.equals(middle)).toBe(true);
    },
    objects: 1,
  },
  {
    name: 'head and list',
    prepare: putting(small),
    run: async (storage, key) => {
      expect(await storage.head(key)).toMatchObject({ sizeBytes: small.length });
      for await (const found of storage.list('')) expect(found.key).toBe(key);
    },
    objects: 1,
  },
  {
    name: 'copy',
    prepare: putting(small),
    run: (storage, key, other) => storage.copy(key, other),
    check: (storage, _, other) => holds(small)(storage, other),
    objects: 2,
  },
  {
    name: 'move',
    prepare: putting(small),
    run: (storage, key, other) => storage.move(key, other),
    check: (storage, _, other) => holds(small)(storage, other),
    objects: 1,
  },
  {
    name: 'delete',
    prepare: putting(small),
    run: (storage, key) => storage.delete(key),
    objects: 0,
  },
];

const otherFaults: Fault[] = [
  { kind: 'unavailable' },
  { kind: 'reset' },
  { kind: 'cut-upload', afterBytes: 500 },
  { kind: 'cut-download', afterBytes: 50 },
  { kind: 'half-close', afterBytes: 1 },
];

/** Everything in the bucket, seen past the proxy. */
async function namesIn({ bucket }: Place): Promise<string[]> {
  const names: string[] = [];
  for await (const { name } of listNames(bucket, '')) names.push(name);
  for await (const { key } of listMultiparts(bucket, '')) names.push(`${key} in parts`);
  return names;
}

async function empty({ bucket }: Place, names: readonly string[]): Promise<void> {
  await Promise.all(names.map((name) => deleteObject(bucket, name)));
}

/**
 * Runs it once without a fault. @returns the numbers of the requests that are worth breaking: of eight megabytes
 * only those that change something, as each turn takes a tenth of a second.
 */
async function requestsOf(place: Place, operation: Operation): Promise<number[]> {
  const keys = [newKey(), newKey()] as const;
  await operation.prepare?.(place.past, keys[0]);
  place.proxy.breakWhere(() => null);
  await operation.run(place.storage, ...keys);
  const seen = [...place.proxy.seen.entries()];
  await empty(place, await namesIn(place));
  return seen.filter(([, line]) => !operation.isLarge || !/^(GET|HEAD) /.test(line)).map(([index]) => index);
}

describe.concurrent.each(operations)('$name', (operation) => {
  test('succeeds whichever of its requests is broken once, and leaves nothing beside it', async (context) => {
    const place = await openPlace(context);
    const requests = await requestsOf(place, operation);
    expect(requests.length).toBeGreaterThan(0);
    for (const broken of requests) {
      const other = otherFaults[broken % otherFaults.length];
      const faults: Fault[] = [{ kind: 'lost-answer' }, ...(other && !operation.isLarge ? [other] : [])];
      for (const fault of faults) {
        const told = `${fault.kind} at request ${broken}`;
        const keys = [newKey(), newKey()] as const;
        await operation.prepare?.(place.past, keys[0]);
        place.proxy.breakWhere((index) => (index === broken ? fault : null));
        await operation.run(place.storage, ...keys).catch((error: unknown) => {
          throw new Error(told, { cause: error });
        });
        await operation.check?.(place.past, ...keys);
        const names = await namesIn(place);
        expect(names, told).toHaveLength(operation.objects);
        await empty(place, names);
      }
    }
  });

  test('says that the storage is unavailable where it stays broken, and leaves nothing that delete can not find', async (context) => {
    // One attempt each: what is tried again was the matter of the test before.
    const place = await openPlace(context, { maxAttempts: 1 });
    for (const broken of await requestsOf(place, operation)) {
      const fault: Fault = { kind: broken % 2 === 0 ? 'lost-answer' : 'reset' };
      const told = `${fault.kind} from request ${broken} on`;
      const keys = [newKey(), newKey()] as const;
      await operation.prepare?.(place.past, keys[0]);
      place.proxy.breakWhere((index) => (index >= broken ? fault : null));
      await expect(operation.run(place.storage, ...keys), told).rejects.toMatchObject({
        code: 'storage.unavailable',
      });
      place.proxy.heal();
      for await (const { key } of place.storage.list('')) await place.storage.delete(key);
      expect(await namesIn(place), told).toEqual([]);
    }
  });
});

test('a storage that falls silent is asked again, and one that stays silent is unavailable', async (context) => {
  const { storage, proxy } = await openPlace(context, { maxAttempts: 2, idleTimeoutSeconds: 0.5 });
  const key = newKey();
  proxy.breakWhere((index) => (index === 0 ? { kind: 'silence' } : null));
  await storage.put(key, small, unlimited);
  proxy.breakWhere(() => ({ kind: 'silence' }));
  await expect(storage.head(key)).rejects.toMatchObject({ code: 'storage.unavailable' });
});

test('a storage that is slow is waited for', async (context) => {
  const { storage, proxy } = await openPlace(context);
  const key = newKey();
  proxy.breakWhere(() => ({ kind: 'trickle' }));
  await storage.put(key, large, unlimited);
  await holds(large)(storage, key);
});

test('a download that is cut again and again goes on where it was cut', async (context) => {
  const { storage, proxy } = await openPlace(context);
  const key = newKey();
  await storage.put(key, large, unlimited);
  // Far more cuts than attempts: each connection brings something.
  proxy.breakWhere(() => ({ kind: 'half-close', afterBytes: 1_000_000 }));
  await holds(large)(storage, key);
  expect(proxy.seen.length).toBeGreaterThan(5);
});

test('a bucket without room is full, and not unavailable', async (context) => {
  const { storage, proxy } = await openPlace(context, { maxAttempts: 1 });
  proxy.breakWhere(() => ({ kind: 'full' }));
  await expect(storage.put(newKey(), small, unlimited)).rejects.toMatchObject({ code: 'storage.full' });
});
