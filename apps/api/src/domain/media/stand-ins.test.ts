import { afterAll, expect, test } from 'vitest';
import { findBrokenInvariants } from '../../invariants/find-broken-invariants.ts';
import { openTestDomain } from '../../testing/open-test-domain.ts';
import { syncPage } from '../../testing/sync-page.ts';
import { uploadText } from '../../testing/upload-text.ts';
import type { Scope } from '../scope.ts';
import { deleteMedia } from './delete-media.ts';
import { purgeMedia } from './purge-media.ts';
import { replaceEverywhere } from './replace-everywhere.ts';
import { restoreMedia } from './restore-media.ts';

const domain = await openTestDomain();
afterAll(() => domain[Symbol.asyncDispose]());

const reason = 'test';

/** Three files, of which each stands in the place of the one before. */
async function chain() {
  const admin: Scope = await (await domain.addSite()).as('admin');
  const [first, second, third] = [await uploadText(admin), await uploadText(admin), await uploadText(admin)];
  await replaceEverywhere(admin, { from: first, to: second });
  await replaceEverywhere(admin, { from: second, to: third });
  return { admin, first, second, third };
}

test('what stands in for a file that stays stays, down the whole row, also by force', async () => {
  const { admin, second, third } = await chain();
  const refused = [
    { id: second, code: 'media.in-use' },
    { id: third, code: 'media.in-use' },
  ];
  const ids = [second, third];
  expect((await deleteMedia(admin, { ids, force: true, reason })).failed).toMatchObject(refused);
  expect((await purgeMedia(admin, { ids, force: true, reason })).failed).toMatchObject(refused);
});

test('a file that a saved page needs keeps what stands in its place', async () => {
  const { admin, first, second, third } = await chain();
  await syncPage(admin, {}, [{ mediaId: first, version: 1 }], { snapshot: 'v1' });
  await syncPage(admin, {}, []);
  const { succeeded, failed } = await purgeMedia(admin, { ids: [first, second, third], reason });
  expect(succeeded).toEqual([]);
  expect(new Set(failed.map(({ code }) => code))).toEqual(new Set(['media.in-use']));
});

test('a file in the trash whose stand-in was purged comes back as itself', async () => {
  const admin: Scope = await (await domain.addSite()).as('admin');
  const [from, to] = [await uploadText(admin), await uploadText(admin)];
  await replaceEverywhere(admin, { from, to });
  await deleteMedia(admin, { ids: [from] });
  await purgeMedia(admin, { ids: [to], reason });
  expect(await restoreMedia(admin, { ids: [from] })).toEqual({ succeeded: [from], failed: [] });
  const namespaceIds = [admin.namespace.id];
  expect(await findBrokenInvariants(domain.services.db.pool, { namespaceIds, isDrained: false })).toEqual([]);
});
