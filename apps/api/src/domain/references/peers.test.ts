import { afterAll, beforeAll, expect, test } from 'vitest';
import { toMediaError } from '../../errors/to-media-error.ts';
import { addMedia } from '../../testing/add-media.ts';
import { openTestDomain, type TestDomain } from '../../testing/open-test-domain.ts';
import { syncPage } from '../../testing/sync-page.ts';
import { deleteMedia } from '../media/delete-media.ts';
import { getManyMedia } from '../media/get-many-media.ts';
import { purgeMedia } from '../media/purge-media.ts';

/** What happens to other libraries, each as it happened there. */
let domain: TestDomain;
beforeAll(async () => {
  domain = await openTestDomain();
});
afterAll(() => domain[Symbol.asyncDispose]());

async function world() {
  const site = await domain.addSite();
  const scope = await site.asKey();
  const add = async () => (await addMedia(domain.services.db, site.namespaceId, { title: 'Cover' })).id;
  return { site, scope, add };
}

test('the picture that a page requires can not be deleted: not to the trash, not for ever, not in the database', async () => {
  const { scope, add } = await world();
  const id = await add();
  await syncPage(scope, { title: 'Spring campaign' }, [{ mediaId: id, fieldPath: '/cover' }]);
  const { failed } = await deleteMedia(scope, { ids: [id] });
  expect(failed).toMatchObject([{ code: 'media.in-use' }]);
  expect(failed[0]?.message).toContain('“Spring campaign” (page)');
  const purge = await purgeMedia(scope, { ids: [id] }).then(
    (outcome) => outcome.failed[0]?.code,
    (error: unknown) => toMediaError(error).code,
  );
  expect(purge).not.toBeUndefined();
  const { pool } = domain.services.db;
  for (const statement of [
    'update media set deleted_at = now() where id = $1',
    'update media set deleted_at = now(), purge_started_at = now(), purged_at = now() where id = $1',
    'delete from media where id = $1',
  ]) {
    const refused = await pool.query(statement, [id]).catch(toMediaError);
    expect(refused).toMatchObject({ code: expect.stringMatching(/^(media\.in-use|conflict)$/) });
  }
  expect(await getManyMedia(scope, { ids: [id] })).toMatchObject([
    { id, deletedAt: null, referenceCount: 1 },
  ]);
});

test('a delete in the moment of the save: one of them is refused, and no page shows a file that is gone', async () => {
  const { scope, add } = await world();
  const outcomes = { saved: 0, deleted: 0 };
  for (let round = 0; round < 20; round += 1) {
    const id = await add();
    const save = () => syncPage(scope, { id: `p${round}` }, [id]);
    const remove = () => deleteMedia(scope, { ids: [id] });
    const [saved, deleted] =
      round % 2 === 0
        ? await Promise.allSettled([save(), remove()])
        : (await Promise.allSettled([remove(), save()])).toReversed();
    const wasSaved = saved?.status === 'fulfilled';
    const { deletedAt } = await domain.services.db.prisma.media.findUniqueOrThrow({ where: { id } });
    expect(deletedAt === null).toBe(wasSaved);
    expect(deleted?.status).toBe('fulfilled');
    if (saved?.status === 'rejected') expect(toMediaError(saved.reason).code).toBe('gone');
    outcomes[wasSaved ? 'saved' : 'deleted'] += 1;
  }
  expect(outcomes.saved + outcomes.deleted).toBe(20);
});
