import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { hashObject } from './hash-object.ts';
import type { ObjectKey, ObjectPurpose } from './object-keys.ts';
import { collect, inChunks, sha256 } from './sample-bytes.ts';
import type { StorageDriver } from './storage-driver.ts';

interface Opened {
  /** An empty storage that is closed when the test ends. */
  openEmpty: () => Promise<{ storage: StorageDriver }>;
  newKey: (purpose: ObjectPurpose) => ObjectKey;
}

/** The part of the suite of every driver that is about uploads which come in pieces. */
export function describeResumedUploads({ openEmpty, newKey }: Opened): void {
  const unlimited = { maxBytes: Number.MAX_SAFE_INTEGER };

  test('puts a resumed upload together from pieces', async () => {
    const { storage } = await openEmpty();
    const key = newKey('quarantine');
    const bytes = randomBytes(2_500_000);
    const limits = { maxBytes: bytes.length };
    let offsetBytes = 0;
    for (const end of [1, 1_000_000, 1_000_000, 2_499_999, bytes.length]) {
      const piece = inChunks(bytes.subarray(offsetBytes, end), 65_536);
      ({ offsetBytes } = await storage.append(key, piece, { offsetBytes, ...limits }));
      expect(offsetBytes).toBe(end);
      expect(await storage.unfinishedBytes(key)).toBe(end);
      expect(await storage.head(key)).toBeNull();
    }
    await storage.finish(key);
    await storage.finish(key);
    expect(await storage.unfinishedBytes(key)).toBeNull();
    expect(await hashObject(storage, key)).toEqual({ sizeBytes: bytes.length, sha256: sha256(bytes) });
  });

  test('keeps and reports what came before an upload was cut', async () => {
    const { storage } = await openEmpty();
    const key = newKey('quarantine');
    const bytes = randomBytes(20 * 1024 * 1024);
    const cut = async function* () {
      yield* inChunks(bytes.subarray(0, 18_000_000), 65_536);
      throw new Error('the connection was cut');
    };
    const reported: number[] = [];
    const append = storage.append(key, cut(), {
      offsetBytes: 0,
      maxBytes: bytes.length,
      onDurable: (durableBytes) => void reported.push(durableBytes),
    });
    await expect(append).rejects.toThrow('the connection was cut');
    expect(reported.at(-1)).toBe(18_000_000);
    expect(reported.length).toBeGreaterThan(1);
    expect(await storage.unfinishedBytes(key)).toBe(18_000_000);
    const rest = bytes.subarray(18_000_000);
    await storage.append(key, rest, { offsetBytes: 18_000_000, maxBytes: bytes.length });
    await storage.finish(key);
    expect((await hashObject(storage, key)).sha256).toBe(sha256(bytes));
  });

  test('cuts off what lies past the offset that an upload goes on at', async () => {
    const { storage } = await openEmpty();
    const key = newKey('quarantine');
    await storage.append(key, Buffer.from('acknowledged, lost'), { offsetBytes: 0, ...unlimited });
    await storage.append(key, Buffer.from(' and new'), { offsetBytes: 12, ...unlimited });
    await storage.finish(key);
    expect((await collect(await storage.read(key))).toString()).toBe('acknowledged and new');
  });

  test('refuses to go on past what is there', async () => {
    const { storage } = await openEmpty();
    const key = newKey('quarantine');
    await storage.append(key, Buffer.from('abc'), { offsetBytes: 0, ...unlimited });
    const gap = storage.append(key, Buffer.from('x'), { offsetBytes: 4, ...unlimited });
    await expect(gap).rejects.toThrow(RangeError);
    expect(await storage.unfinishedBytes(key)).toBe(3);
  });

  test('holds a resumed upload to its length', async () => {
    const { storage } = await openEmpty();
    const key = newKey('quarantine');
    await storage.append(key, Buffer.from('12345'), { offsetBytes: 0, maxBytes: 8 });
    await expect(
      storage.append(key, Buffer.from('67890'), { offsetBytes: 5, maxBytes: 8 }),
    ).rejects.toMatchObject({ code: 'upload.too-large', details: { limitBytes: 8 } });
    expect(await storage.unfinishedBytes(key)).toBe(8);
  });
}
