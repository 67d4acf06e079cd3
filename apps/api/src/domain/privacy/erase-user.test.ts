import type { MediaId } from '@vitrine/schema';
import { afterAll, expect, test } from 'vitest';
import { objectKey } from '../../storage/object-keys.ts';
import { addMedia } from '../../testing/add-media.ts';
import { openTestDomain } from '../../testing/open-test-domain.ts';
import { syncPage } from '../../testing/sync-page.ts';
import { replaceEverywhere } from '../media/replace-everywhere.ts';
import { createKey } from '../namespaces/create-key.ts';
import type { Scope } from '../scope.ts';
import { beginUpload } from '../uploads/begin-upload.ts';
import { completeStoredUpload } from '../uploads/complete-stored-upload.ts';
import { eraseUser } from './erase-user.ts';

const domain = await openTestDomain();
const { db, storage } = domain.services;
afterAll(() => domain[Symbol.asyncDispose]());

const reason = 'Asked for.';

async function addWorld() {
  const site = await domain.addSite();
  const [admin, ada] = [await site.as('admin'), await site.as('admin')];
  return { site, admin, ada, userId: ada.actor.userId ?? '' };
}

/** Begins an upload of four bytes, of which so many are there. */
async function upload(scope: Scope, bytesThere: number) {
  const uploadId = scope.newId();
  const key = objectKey({ namespaceId: scope.namespace.id, purpose: 'quarantine', id: uploadId });
  const file = { filename: 'My diary.md', declaredMimeType: null, sizeBytes: 4, fields: [] };
  await beginUpload(scope, { ...file, uploadId });
  const bytes = new TextEncoder().encode('# Me').subarray(0, bytesThere);
  await storage.append(key, bytes, { offsetBytes: 0, maxBytes: 4 });
  return { uploadId, key };
}

test('a key that a person made opens nothing any more once they are erased', async () => {
  const { site, admin, ada, userId } = await addWorld();
  const wanted = { namespaceId: site.namespaceId, name: 'Hers', role: 'admin' as const, scopes: [] };
  const { key } = await createKey(ada, wanted);
  const identify = () => domain.services.authenticator.identify(`Bearer ${key}`);
  await expect(identify()).resolves.toBeDefined();
  await eraseUser(admin, { userId, reason });
  await expect(identify()).rejects.toMatchObject({ code: 'auth.required' });
});

test('what a person was uploading ends with their erasure, with its bytes, also what waits for a job', async () => {
  const { site, admin, ada, userId } = await addWorld();
  const { namespaceId } = site;
  const [begun, sent] = [await upload(ada, 2), await upload(ada, 4)];
  await storage.finish(sent.key);
  await db.prisma.upload.update({ where: { id: sent.uploadId }, data: { state: 'finishing' } });
  await eraseUser(admin, { userId, reason });

  const uploads = await db.prisma.upload.findMany({ where: { namespaceId }, orderBy: { id: 'asc' } });
  expect(uploads.map(({ state }) => state)).toEqual(['expired', 'failed']);
  expect(await storage.unfinishedBytes(begun.key)).toBeNull();
  expect(await storage.head(sent.key)).toBeNull();
  expect(
    await completeStoredUpload(domain.services, { namespaceId, uploadId: sent.uploadId }, 'test'),
  ).toBeNull();
  expect(await db.prisma.media.count({ where: { namespaceId } })).toBe(0);
  const usage = await db.prisma.namespaceUsage.findUnique({ where: { namespaceId } });
  expect(usage).toMatchObject({ reservedBytes: 0n });
});

test('a file that a saved page needs stays, with what stands in its place, and the rest goes', async () => {
  const { site, admin, userId } = await addWorld();
  const add = async () => (await addMedia(db, site.namespaceId, { uploadedBy: userId })).id as MediaId;
  const [saved, standIn, free] = [await add(), await add(), await add()];
  await syncPage(admin, {}, [saved], { snapshot: 'v1' });
  await syncPage(admin, {}, []);
  await replaceEverywhere(admin, { from: saved, to: standIn });
  const { purgedIds, keptIds } = await eraseUser(admin, { userId, reason });
  expect({ purgedIds, keptIds }).toEqual({ purgedIds: [free], keptIds: [saved, standIn] });
});
