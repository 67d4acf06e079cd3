import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { followMove } from './follow-move.ts';
import { hashObject } from './hash-object.ts';
import { openLocalStorage } from './local.ts';
import { readMoveMarker, writeMoveMarker } from './move-marker.ts';
import { type MoveOptions, moveStorage } from './move-storage.ts';
import { type ObjectKey, objectKey } from './object-keys.ts';

const newKey = () => objectKey({ namespaceId: randomUUID(), purpose: 'original', id: randomUUID() });
const unlimited = { maxBytes: Number.MAX_SAFE_INTEGER };

async function openPlaces() {
  const directory = await mkdtemp(path.join(tmpdir(), 'vitrine-move-'));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  const source = await openLocalStorage(path.join(directory, 'source'));
  const target = await openLocalStorage(path.join(directory, 'target'));
  const needed: ObjectKey[] = [];
  const options: MoveOptions = {
    source,
    target,
    place: { bucket: 'media', endpoint: null },
    describe: () => Promise.resolve(new Map()),
    async *listNeeded() {
      yield needed;
    },
    acceptsDamage: false,
    settleMs: 20,
    now: () => new Date(),
    onProgress: () => undefined,
  };
  return { source, target, needed, options };
}

test('does not switch while a file is missing or is not what its row says, unless told to', async () => {
  const { source, target, needed, options } = await openPlaces();
  const [rotten, lost] = [newKey(), newKey()];
  await source.put(rotten, Buffer.from('rotten'), unlimited);
  needed.push(rotten, lost);
  const sha256 = createHash('sha256').update('fresh').digest('hex');
  const describe = () => Promise.resolve(new Map([[rotten, { sha256, mimeType: 'text/plain' }]]));
  const refused = await moveStorage({ ...options, describe });
  expect(refused).toMatchObject({ isMoved: false, damaged: [rotten], missing: [lost] });
  expect(await readMoveMarker(source.root)).toBeNull();
  await source.put(newKey(), Buffer.from('goes on'), unlimited);

  // What was damaged is remembered over the second run, which copies it no more.
  const accepted = await moveStorage({ ...options, describe, acceptsDamage: true });
  expect(accepted).toMatchObject({ isMoved: true, objects: 2, damaged: [rotten], missing: [lost] });
  expect(await target.head(rotten)).not.toBeNull();
});

test('copies again what the target has lost since it was copied', async () => {
  const { source, target, needed, options } = await openPlaces();
  const [key, lost] = [newKey(), newKey()];
  await source.put(key, Buffer.from('here'), unlimited);
  needed.push(lost);
  expect((await moveStorage(options)).isMoved).toBe(false);
  await target.delete(key);
  needed.length = 0;
  expect((await moveStorage(options)).isMoved).toBe(true);
  expect(await hashObject(target, key)).toMatchObject({ sizeBytes: 4 });
});

test('a sealed directory takes nothing: no new object, no more bytes, no move and no removal', async () => {
  const { source } = await openPlaces();
  const [there, begun, full] = [newKey(), newKey(), newKey()];
  await source.put(there, Buffer.from('there'), unlimited);
  for (const key of [begun, full])
    await source.append(key, Buffer.from('12'), { offsetBytes: 0, maxBytes: 4 });
  const sealAtLast = async function* () {
    yield randomBytes(10);
    await writeMoveMarker(source.root, { state: 'sealed', untilMs: Date.now() + 60_000 });
  };
  // The seal came while bytes were on their way.
  const refused = { code: 'storage.unavailable' };
  const late = newKey();
  await expect(source.put(late, sealAtLast(), unlimited)).rejects.toMatchObject(refused);
  const told: number[] = [];
  const append = source.append(begun, Buffer.from('34'), {
    offsetBytes: 2,
    maxBytes: 4,
    onDurable: (bytes) => void told.push(bytes),
  });
  await expect(append).rejects.toMatchObject(refused);
  expect(told).toEqual([]);
  for (const write of [
    () => source.finish(full),
    () => source.move(there, newKey()),
    () => source.copy(there, newKey()),
    () => source.delete(there),
  ]) {
    await expect(write()).rejects.toMatchObject(refused);
  }
  expect(await source.head(late)).toBeNull();
  expect(await source.head(there)).not.toBeNull();
});

test('the seal of a migration that died runs out', async () => {
  const { source } = await openPlaces();
  await writeMoveMarker(source.root, { state: 'sealed', untilMs: Date.now() - 1 });
  await source.put(newKey(), Buffer.from('x'), unlimited);
});

test('a write waits for the end of the move and goes to the new place; a read looks there for what is missing', async () => {
  const { source, target } = await openPlaces();
  const storage = followMove(source, () => Promise.resolve(target));
  const old = newKey();
  await storage.put(old, Buffer.from('old'), unlimited);
  await writeMoveMarker(source.root, { state: 'sealed', untilMs: Date.now() + 60_000 });
  const key = newKey();
  const writing = storage.put(key, Buffer.from('new'), unlimited);
  const elsewhere = newKey();
  await target.put(elsewhere, Buffer.from('by another process'), unlimited);
  expect(await storage.head(elsewhere)).toBeNull();
  await writeMoveMarker(source.root, { state: 'moved', bucket: 'media', endpoint: null, at: 'today' });
  expect(await storage.head(old)).not.toBeNull();
  expect((await storage.read(elsewhere)).totalBytes).toBe(18);
  await writing;
  expect(await target.head(key)).not.toBeNull();
  expect(await source.head(key)).toBeNull();
});
