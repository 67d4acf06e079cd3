import { readFile } from 'node:fs/promises';
import { afterAll, expect, test } from 'vitest';
import type { Database } from '../../db/open-database.ts';
import { drawQuarters } from '../../processing/draw-fixtures.ts';
import { parseObjectKey } from '../../storage/object-keys.ts';
import { openTestDomain } from '../../testing/open-test-domain.ts';
import type { Scope } from '../scope.ts';
import { completeUpload, haveMoved } from './complete-upload.ts';
import { originalKeyOf } from './quarantine-keys.ts';
import { receiveFile } from './receive-file.ts';

const domain = await openTestDomain();
const { db, storage } = domain.services;
afterAll(() => domain[Symbol.asyncDispose]());

/** The real database, but the answer to every commit is lost on the way. */
function losingAnswers(): Database {
  const $transaction: Database['prisma']['$transaction'] = async (...work: unknown[]) => {
    await Reflect.apply(db.prisma.$transaction, db.prisma, work);
    throw Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' });
  };
  const get = (prisma: Database['prisma'], name: PropertyKey) =>
    name === '$transaction' ? $transaction : Reflect.get(prisma, name);
  return { ...db, prisma: new Proxy(db.prisma, { get }) };
}

async function receive(scope: Scope) {
  const bytes = new Uint8Array(await drawQuarters(400, 300).png().toBuffer());
  const file = { door: 'multipart', filename: 'a.png', declaredMimeType: null, bytes } as const;
  return { ...(await receiveFile(scope, file)), fields: {} };
}

test('a commit whose answer is lost leaves the file whole: its bytes and thumbnails stay', async () => {
  const scope = await (await domain.addSite()).asKey();
  const lost = completeUpload({ ...scope, db: losingAnswers() }, await receive(scope));
  await expect(lost).rejects.toMatchObject({ code: 'storage.unavailable' });
  const where = { namespaceId: scope.namespace.id };
  const blob = await db.prisma.blob.findFirstOrThrow({ where, include: { renditions: true } });
  expect(blob.renditions).not.toHaveLength(0);
  for (const { storageKey } of [blob, ...blob.renditions]) {
    expect(await storage.head(parseObjectKey(storageKey))).not.toBeNull();
  }
});

test('what somebody else moves while it is looked at is looked for again, and is no fault', async () => {
  const scope = await (await domain.addSite()).asKey();
  const received = await receive(scope);
  const moving: Scope['storage'] = Object.create(storage);
  moving.withLocalFile = async (key, work) => {
    await storage.move(key, originalKeyOf(key), { contentType: 'image/png' });
    await readFile('/nowhere/at/all');
    return work('');
  };
  const error: unknown = await completeUpload({ ...scope, storage: moving }, received).catch((e) => e);
  expect(error).toMatchObject({ code: 'conflict', details: { reason: 'bytes-moved' } });
  expect(haveMoved(error)).toBe(true);
});
