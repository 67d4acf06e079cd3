import { afterAll, expect, test } from 'vitest';
import { transaction } from '../../db/transaction.ts';
import { findBrokenInvariants } from '../../invariants/find-broken-invariants.ts';
import { openTestDomain } from '../../testing/open-test-domain.ts';
import { syncPage } from '../../testing/sync-page.ts';
import { uploadText } from '../../testing/upload-text.ts';
import { waitForLock } from '../../testing/wait-for-lock.ts';
import { deleteMedia } from '../media/delete-media.ts';
import { purgeMedia } from '../media/purge-media.ts';
import { restoreMediaIn } from '../media/restore-media.ts';

const domain = await openTestDomain();
const { pool } = domain.services.db;
afterAll(() => domain[Symbol.asyncDispose]());

const reason = 'test';

test('a page that moves its use of a file while that is restored holds on to it afterwards', async () => {
  const admin = await (await domain.addSite()).as('admin');
  const id = await uploadText(admin);
  await syncPage(admin, {}, [{ mediaId: id, fieldPath: '/a' }]);
  await deleteMedia(admin, { ids: [id], force: true, reason });
  let saved: Promise<unknown> | undefined;
  await transaction(admin, async (tx) => {
    await restoreMediaIn(tx, admin, [id]);
    saved = syncPage(admin, {}, [
      { mediaId: id, fieldPath: '/a' },
      { mediaId: id, fieldPath: '/b' },
    ]);
    await waitForLock({ pool });
  });
  expect(await saved).toMatchObject({ added: 1 });
  const namespaceIds = [admin.namespace.id];
  expect(await findBrokenInvariants(pool, { namespaceIds, isDrained: false })).toEqual([]);
  await syncPage(admin, {}, [{ mediaId: id, fieldPath: '/b' }]);
  expect((await deleteMedia(admin, { ids: [id] })).failed).toMatchObject([{ code: 'media.in-use' }]);
});

test('a snapshot of a page leaves out what is being purged', async () => {
  const admin = await (await domain.addSite()).as('admin');
  const [gone, there] = [await uploadText(admin), await uploadText(admin)];
  await syncPage(admin, {}, [gone, there]);
  await purgeMedia(admin, { ids: [gone], force: true, reason });
  await syncPage(admin, {}, [gone, there], { snapshot: 'v1' });
  const items = await domain.services.db.prisma.snapshotItem.findMany({
    where: { namespaceId: admin.namespace.id },
    select: { mediaId: true },
  });
  expect(items).toEqual([{ mediaId: there }]);
});
