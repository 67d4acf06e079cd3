import { randomBytes, randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { describe, expect, onTestFinished, test } from 'vitest';
import { describeResumedUploads } from './describe-resumed-uploads.ts';
import { hashObject } from './hash-object.ts';
import { type ObjectKey, type ObjectPurpose, objectKey } from './object-keys.ts';
import { collect, inChunks, sha256 } from './sample-bytes.ts';
import { type StorageDriver, wholeReadBytes } from './storage-driver.ts';

/**
 * What every driver must hold. A driver's test calls this with a way to open an empty storage.
 * @param options.leftovers names what lies in the storage beside objects: half-written files, parts of a bucket.
 */
export function describeStorageDriver(
  name: string,
  options: { open: () => Promise<{ storage: StorageDriver; leftovers: () => Promise<string[]> }> },
): void {
  const namespaceId = randomUUID();
  const newKey = (purpose: ObjectPurpose = 'original', owner = namespaceId): ObjectKey =>
    objectKey({ namespaceId: owner, purpose, id: randomUUID() });
  const openEmpty = async () => {
    const opened = await options.open();
    onTestFinished(() => opened.storage.close());
    return opened;
  };
  const unlimited = { maxBytes: Number.MAX_SAFE_INTEGER };

  describe(`the ${name} storage`, () => {
    test('gives back what was put, with its size and hash', async () => {
      const { storage } = await openEmpty();
      // The last one is longer than two parts of a driver that sends parts.
      for (const sizeBytes of [0, 1, wholeReadBytes, wholeReadBytes + 1, 17 * 1024 * 1024 + 7]) {
        const bytes = randomBytes(sizeBytes);
        const key = newKey();
        const put = await storage.put(key, inChunks(bytes, 100_003), unlimited);
        expect(put).toEqual({ sizeBytes, sha256: sha256(bytes) });
        expect(await storage.head(key)).toMatchObject({ sizeBytes });
        expect(await hashObject(storage, key)).toEqual(put);
        expect((await collect(await storage.read(key))).equals(bytes)).toBe(true);
      }
    });

    test('takes a byte array, a web stream and an iterable alike', async () => {
      const { storage } = await openEmpty();
      const bytes = randomBytes(100_000);
      for (const body of [bytes, new Blob([bytes]).stream(), inChunks(bytes, 999)]) {
        expect(await storage.put(newKey(), body, unlimited)).toEqual({
          sizeBytes: 100_000,
          sha256: sha256(bytes),
        });
      }
    });

    test('reads short answers whole and long ones as a stream', async () => {
      const { storage } = await openEmpty();
      const key = newKey();
      await storage.put(key, randomBytes(wholeReadBytes + 1), unlimited);
      const whole = await storage.read(key, { start: 0, end: wholeReadBytes - 1 });
      expect(whole.body).toBeInstanceOf(Uint8Array);
      const streamed = await storage.read(key);
      expect(streamed.body).toBeInstanceOf(ReadableStream);
      if (streamed.body instanceof ReadableStream) await streamed.body.cancel();
    });

    test('reads any range, also of a large object', async () => {
      const { storage } = await openEmpty();
      const bytes = randomBytes(1024 * 1024);
      const key = newKey();
      await storage.put(key, bytes, unlimited);
      for (const [start, end] of [
        [0, 0],
        [5, 1000],
        [100_000, 900_000],
        [bytes.length - 1, bytes.length - 1],
        [bytes.length - 10, bytes.length + 500],
      ] as const) {
        const part = await storage.read(key, { start, end });
        const expected = bytes.subarray(start, end + 1);
        expect(part).toMatchObject({ totalBytes: bytes.length, start, sizeBytes: expected.length });
        expect((await collect(part)).equals(expected)).toBe(true);
      }
    });

    test('lets a reader stop at any time', async () => {
      const { storage } = await openEmpty();
      const key = newKey();
      const bytes = randomBytes(2_000_000);
      await storage.put(key, bytes, unlimited);
      for (const readChunks of [0, 1, 2]) {
        const { body } = await storage.read(key);
        if (body instanceof Uint8Array) throw new Error('Two megabytes should come as a stream.');
        const reader = body.getReader();
        for (let count = 0; count < readChunks; count++) await reader.read();
        await reader.cancel();
        await expect(reader.read()).resolves.toMatchObject({ done: true });
      }
      expect((await collect(await storage.read(key))).equals(bytes)).toBe(true);
    });

    test('refuses a range that no byte lies in', async () => {
      const { storage } = await openEmpty();
      const key = newKey();
      await storage.put(key, Buffer.from('ten bytes.'), unlimited);
      await expect(storage.read(key, { start: 10, end: 20 })).rejects.toThrow(RangeError);
      await expect(storage.read(key, { start: 5, end: 4 })).rejects.toThrow(RangeError);
      await expect(storage.read(key, { start: -1, end: 4 })).rejects.toThrow(RangeError);
    });

    test('stops at the first byte over the limit and leaves nothing', async () => {
      const { storage, leftovers } = await openEmpty();
      const key = newKey('quarantine');
      const endless = async function* () {
        for (;;) yield randomBytes(64 * 1024);
      };
      await expect(storage.put(key, endless(), { maxBytes: 1_000_000 })).rejects.toMatchObject({
        code: 'upload.too-large',
        details: { limitBytes: 1_000_000 },
      });
      expect(await storage.head(key)).toBeNull();
      expect(await listKeys(storage, '')).toEqual([]);
      expect(await leftovers()).toEqual([]);
      await expect(storage.put(key, randomBytes(1_000_000), { maxBytes: 1_000_000 })).resolves.toBeDefined();
    });

    test('leaves nothing of a write that broke off, and says why it did', async () => {
      const { storage, leftovers } = await openEmpty();
      const key = newKey('quarantine');
      const broken = async function* () {
        yield randomBytes(20_000_000);
        throw new Error('the connection was cut');
      };
      await expect(storage.put(key, broken(), unlimited)).rejects.toThrow('the connection was cut');
      expect(await storage.head(key)).toBeNull();
      expect(await leftovers()).toEqual([]);
    });

    test('shows an object only when all of it is there', async () => {
      const { storage } = await openEmpty();
      const key = newKey();
      const watched = async function* () {
        yield randomBytes(2_000_000);
        expect(await storage.head(key)).toBeNull();
        expect(await listKeys(storage, '')).toEqual([]);
        yield randomBytes(10);
      };
      await storage.put(key, watched(), unlimited);
      expect(await storage.head(key)).toMatchObject({ sizeBytes: 2_000_010 });
    });

    test('knows nothing of what was never put', async () => {
      const { storage } = await openEmpty();
      const key = newKey();
      expect(await storage.head(key)).toBeNull();
      expect(await storage.unfinishedBytes(key)).toBeNull();
      await expect(storage.read(key)).rejects.toMatchObject({ code: 'not-found' });
      await expect(storage.finish(key)).rejects.toMatchObject({ code: 'not-found' });
      await expect(storage.copy(key, newKey())).rejects.toMatchObject({ code: 'not-found' });
      await expect(storage.move(key, newKey())).rejects.toMatchObject({ code: 'not-found' });
      await expect(storage.withLocalFile(key, async () => 1)).rejects.toMatchObject({ code: 'not-found' });
    });

    test('copies to another key and keeps both', async () => {
      const { storage } = await openEmpty();
      const [from, to] = [newKey(), newKey()];
      const { sha256: hash } = await storage.put(from, randomBytes(400_000), unlimited);
      await storage.copy(from, to);
      await storage.delete(from);
      expect(await hashObject(storage, to)).toEqual({ sizeBytes: 400_000, sha256: hash });
    });

    test('moves out of quarantine, and a repeated move does nothing', async () => {
      const { storage } = await openEmpty();
      const [from, to] = [newKey('quarantine'), newKey('original')];
      const { sha256: hash } = await storage.put(from, randomBytes(1000), unlimited);
      await storage.move(from, to);
      await storage.move(from, to);
      expect(await storage.head(from)).toBeNull();
      expect(await hashObject(storage, to)).toEqual({ sizeBytes: 1000, sha256: hash });
    });

    test('deletes, and deleting what is gone succeeds', async () => {
      const { storage } = await openEmpty();
      const [finished, begun] = [newKey(), newKey('quarantine')];
      await storage.put(finished, Buffer.from('a'), unlimited);
      await storage.append(begun, Buffer.from('b'), { offsetBytes: 0, ...unlimited });
      for (const key of [finished, begun, finished, begun]) await storage.delete(key);
      expect(await storage.head(finished)).toBeNull();
      expect(await storage.unfinishedBytes(begun)).toBeNull();
      expect(await listKeys(storage, '')).toEqual([]);
    });

    test('lists by namespace and purpose, and tells what is not finished', async () => {
      const { storage } = await openEmpty();
      const other = randomUUID();
      const [original, rendition, foreign] = [
        newKey('original'),
        newKey('rendition'),
        newKey('original', other),
      ];
      const begun = newKey('quarantine');
      for (const key of [original, rendition, foreign]) await storage.put(key, Buffer.from(key), unlimited);
      await storage.append(begun, Buffer.from('abc'), { offsetBytes: 0, ...unlimited });

      expect(await listKeys(storage, '')).toEqual([original, rendition, foreign, begun].sort());
      expect(await listKeys(storage, `${namespaceId}/`)).toEqual([original, rendition, begun].sort());
      expect(await listKeys(storage, `${namespaceId}/rendition/`)).toEqual([rendition]);
      expect(await listKeys(storage, `${other}/rendition/`)).toEqual([]);
      for await (const object of storage.list(`${namespaceId}/`)) {
        expect(object.isFinished).toBe(object.key !== begun);
        expect(object.sizeBytes).toBe(object.key === begun ? 3 : object.key.length);
        expect(Math.abs(Date.now() - object.modifiedAt.getTime())).toBeLessThan(60_000);
      }
    });

    test('refuses every key and prefix that is not of its own making', async () => {
      const { storage } = await openEmpty();
      const id = randomUUID();
      const hostile = [
        '',
        '..',
        '../../etc/passwd',
        `${namespaceId}/original/../../../x`,
        `${namespaceId}/original/${id}/..`,
        `${namespaceId}/original/${id}\n`,
        `${namespaceId}/original/${id}\0.jpg`,
        `${namespaceId}/Original/${id}`,
        `${namespaceId}/original/${id.toUpperCase()}`,
        `${namespaceId}/original/grüße-日本語`,
        `${namespaceId}\\original\\${id}`,
        `/${namespaceId}/original/${id}`,
        `${namespaceId}/secret/${id}`,
        `${namespaceId}/original/${id}.part`,
        '%2e%2e%2f',
      ];
      for (const text of hostile) {
        // A key is branded so that this can't be written by accident; a row may still hold anything.
        const key = text as ObjectKey;
        const calls: (() => Promise<unknown>)[] = [
          async () => storage.put(key, Buffer.from('x'), unlimited),
          async () => storage.append(key, Buffer.from('x'), { offsetBytes: 0, ...unlimited }),
          async () => storage.read(key),
          async () => storage.head(key),
          async () => storage.finish(key),
          async () => storage.delete(key),
          async () => storage.copy(newKey(), key),
          async () => storage.move(key, newKey()),
          async () => storage.withLocalFile(key, async () => 1),
        ];
        for (const call of calls) await expect(call(), text).rejects.toThrow(TypeError);
      }
      for (const prefix of [
        '..',
        '../',
        '/',
        namespaceId,
        namespaceId.slice(0, 8),
        `${namespaceId}/original`,
      ]) {
        await expect(listKeys(storage, prefix), prefix).rejects.toThrow(TypeError);
      }
      expect(await listKeys(storage, '')).toEqual([]);
    });

    describeResumedUploads({ openEmpty, newKey });

    test('lends an object as a local file', async () => {
      const { storage } = await openEmpty();
      const key = newKey();
      await storage.put(key, Buffer.from('for a decoder'), unlimited);
      expect(await storage.withLocalFile(key, (path) => readFile(path, 'utf8'))).toBe('for a decoder');
    });

    test('keeps a mark beside the objects, which no list shows', async () => {
      const { storage } = await openEmpty();
      expect(await storage.readMark()).toBeNull();
      for (const text of ['a mark', 'another, and a longer one', 'ä']) {
        await storage.writeMark(text);
        expect(await storage.readMark()).toBe(text);
      }
      expect(await listKeys(storage, '')).toEqual([]);
    });

    test('says whether clients can reach it', async () => {
      const { storage } = await openEmpty();
      const key = newKey();
      const signed = await storage.signDownload({
        key,
        expiresInSeconds: 60,
        contentType: 'image/png',
        contentDisposition: 'inline',
      });
      expect(signed === null).toBe(storage.directUploads === null);
      if (signed !== null) expect(new URL(signed).pathname).toContain(key);
    });

    test('is healthy, and stays so while twenty write at once', async () => {
      const { storage, leftovers } = await openEmpty();
      const keys = Array.from({ length: 20 }, () => newKey());
      const results = await Promise.all(
        keys.map(async (key) => {
          await storage.checkHealth();
          return storage.put(key, randomBytes(50_000), unlimited);
        }),
      );
      expect(new Set(results.map((result) => result.sha256)).size).toBe(20);
      expect(await listKeys(storage, '')).toEqual([...keys].sort());
      expect(await leftovers()).toEqual([]);
    });
  });
}

async function listKeys(storage: StorageDriver, prefix: string): Promise<string[]> {
  const keys: string[] = [];
  for await (const { key } of storage.list(prefix)) keys.push(key);
  return keys.sort();
}
