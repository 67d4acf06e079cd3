import { afterAll, expect, test } from 'vitest';
import type { Database } from '../../db/open-database.ts';
import { drawQuarters } from '../../processing/draw-fixtures.ts';
import { parseObjectKey } from '../../storage/object-keys.ts';
import { openTestDomain } from '../../testing/open-test-domain.ts';
import type { Scope } from '../scope.ts';
import { completeUpload } from './complete-upload.ts';
import { receiveFile } from './receive-file.ts';

const domain = await openTestDomain();
const { db, storage } = domain.services;
afterAll(() => domain[Symbol.asyncDispose]());

/** A database that ends the connection at a transaction: before it began, or after it was committed. */
function cutting(at: 'before' | 'after'): Database {
  const cut = () => Promise.reject(Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' }));
  const $transaction: Database['prisma']['$transaction'] = async (...work: unknown[]) => {
    if (at === 'after') await Reflect.apply(db.prisma.$transaction, db.prisma, work);
    return cut();
  };
  return {
    ...db,
    prisma: new Proxy(db.prisma, {
      get: (prisma, name) => (name === '$transaction' ? $transaction : Reflect.get(prisma, name)),
    }),
  };
}

async function receive(scope: Scope) {
  const bytes = new Uint8Array(await drawQuarters(400, 300).png().toBuffer());
  const file = { door: 'multipart', filename: 'a.png', declaredMimeType: null, bytes } as const;
  return { ...(await receiveFile(scope, file)), fields: {} };
}

test('a commit whose answer is lost leaves the file whole: its bytes and thumbnails stay', async () => {
  const scope = await (await domain.addSite()).asKey();
  const lost = completeUpload({ ...scope, db: cutting('after') }, await receive(scope));
  await expect(lost).rejects.toMatchObject({ code: 'storage.unavailable' });
  const where = { namespaceId: scope.namespace.id };
  const blob = await db.prisma.blob.findFirstOrThrow({ where, include: { renditions: true } });
  expect(blob.renditions).not.toHaveLength(0);
  for (const { storageKey } of [blob, ...blob.renditions]) {
    expect(await storage.head(parseObjectKey(storageKey))).not.toBeNull();
  }
});
