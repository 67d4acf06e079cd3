import { afterAll, expect, test } from 'vitest';
import { deleteMedia } from '../domain/media/delete-media.ts';
import { purgeMedia } from '../domain/media/purge-media.ts';
import { objectKey } from '../storage/object-keys.ts';
import { addMedia } from '../testing/add-media.ts';
import { drainJobs } from '../testing/drain-jobs.ts';
import { openTestDomain } from '../testing/open-test-domain.ts';
import { syncPage } from '../testing/sync-page.ts';
import { uploadText } from '../testing/upload-text.ts';
import { findBrokenInvariants } from './find-broken-invariants.ts';
import { findObjectFaults } from './find-object-faults.ts';
import { invariants } from './invariants.ts';

const domain = await openTestDomain();
const { db, storage } = domain.services;
afterAll(() => domain[Symbol.asyncDispose]());

const whole = { missing: [], changed: [], orphans: [] };

test('they hold after a life from the upload to the purge, of one namespace and of all', async () => {
  const admin = await (await domain.addSite()).as('admin');
  const [used, gone] = [await uploadText(admin), await uploadText(admin)];
  await syncPage(admin, {}, [used]);
  await deleteMedia(admin, { ids: [used], force: true, reason: 'test' });
  await purgeMedia(admin, { ids: [gone], reason: 'test' });
  await drainJobs(domain.services);
  const namespaceId = admin.namespace.id;
  expect(await findBrokenInvariants(db.pool, { namespaceIds: [namespaceId], isDrained: true })).toEqual([]);
  expect(await findBrokenInvariants(db.pool, { isDrained: true })).toEqual([]);
  expect(await findObjectFaults({ ...db, storage }, { namespaceId })).toEqual(whole);
  expect(await findObjectFaults({ ...db, storage })).toEqual(whole);
});

test('each names what it answers in which namespace', async () => {
  for (const { name, sql } of invariants) {
    const { fields } = await db.pool.query(`select * from (${sql}) answer limit 0`);
    expect(
      fields.map((field) => field.name),
      name,
    ).toContain('namespace_id');
  }
});

test('rows that came by no upload, bytes that are missing, others and nobody’s are found', async () => {
  const admin = await (await domain.addSite()).as('admin');
  const namespaceId = admin.namespace.id;
  const { id, blobId } = await addMedia(db, namespaceId);
  const broken = await findBrokenInvariants(db.pool, { namespaceIds: [namespaceId], isDrained: false });
  expect(broken.map(({ name }) => name)).toEqual(
    expect.arrayContaining([
      'a file came by an upload, and no two by one',
      'the ledger tells what is stored and what is held',
    ]),
  );
  expect(JSON.stringify(broken)).toContain(id);
  const other = await (await domain.addSite()).as('admin');
  expect(
    await findBrokenInvariants(db.pool, { namespaceIds: [other.namespace.id], isDrained: false }),
  ).toEqual([]);

  const { storageKey } = await db.prisma.blob.findUniqueOrThrow({ where: { id: blobId } });
  const orphan = objectKey({ namespaceId, purpose: 'original', id: blobId });
  await storage.put(orphan, new TextEncoder().encode('x'), { maxBytes: 1 });
  const faults = await findObjectFaults({ ...db, storage }, { namespaceId });
  expect(faults).toEqual({ missing: [storageKey], changed: [], orphans: [orphan] });
  await storage.move(orphan, storageKey as never, { contentType: 'image/jpeg' });
  expect(await findObjectFaults({ ...db, storage }, { namespaceId })).toEqual({
    ...whole,
    changed: [storageKey],
  });
});
