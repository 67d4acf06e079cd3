import { afterAll, expect, test } from 'vitest';
import { toMediaError } from '../../errors/to-media-error.ts';
import { addHostRole } from '../../testing/add-host-role.ts';
import { addMedia } from '../../testing/add-media.ts';
import { openTestDomain } from '../../testing/open-test-domain.ts';
import { syncPage } from '../../testing/sync-page.ts';
import { waitForLock } from '../../testing/wait-for-lock.ts';
import { expireRejected } from '../cleanup/expire-rejected.ts';
import { replaceEverywhere } from '../media/replace-everywhere.ts';
import { approveMedia } from '../review/approve-media.ts';
import { rejectMedia } from '../review/reject-media.ts';

const domain = await openTestDomain();
const { db } = domain.services;
afterAll(() => domain[Symbol.asyncDispose]());

const inDays = (days: number) => new Date(Date.now() + days * 86_400_000);
const refusalOf = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: unknown) => toMediaError(error),
  );

const withheld = {
  pending: { reviewStatus: 'pending' },
  rejected: { reviewStatus: 'rejected' },
  'not begun': { rightsStart: inDays(2) },
  ended: { rightsEnd: inDays(-1) },
};

async function addWorld(fields: Parameters<typeof addMedia>[2] = {}) {
  const site = await domain.addSite();
  const [editor, { id: fine }, { id }] = await Promise.all([
    site.as('editor'),
    addMedia(db, site.namespaceId),
    addMedia(db, site.namespaceId, fields),
  ]);
  return { site, editor, fine, id };
}

test.each(Object.entries(withheld))(
  'published content does not begin to show a file that is %s; a draft may hold it',
  async (_name, fields) => {
    const { site, editor, fine, id } = await addWorld(fields);
    expect(await refusalOf(syncPage(editor, {}, [fine, id]))).toMatchObject({
      code: 'media.not-offered',
      details: { mediaIds: [id] },
    });
    expect(await db.prisma.contentItem.count({ where: { namespaceId: site.namespaceId } })).toBe(0);
    await syncPage(editor, { state: 'draft' }, [fine, id]);
    expect(await refusalOf(syncPage(editor, {}, [id]))).toMatchObject({ code: 'media.not-offered' });
  },
);

test('a host is refused in its own transaction, and the page with it', async () => {
  const { editor, id } = await addWorld({ reviewStatus: 'pending' });
  await using host = await addHostRole(db.url, editor.namespace.slug);
  const client = await host.connect();
  const request = (state: string) => ({
    content: { type: 'page', id: 'p1', state },
    references: [{ mediaId: id, fieldPath: '/hero' }],
  });
  const sync = (state: string) => client.query('select vitrine.references_sync($1)', [request(state)]);
  await client.query('begin');
  await client.query("insert into page values ('p1', 'Home')");
  await expect(sync('published')).rejects.toMatchObject({ code: 'VT409', detail: JSON.stringify([id]) });
  await client.query('rollback');
  expect((await client.query('select from page')).rowCount).toBe(0);
  await sync('draft');
  await approveMedia(editor, { ids: [id] });
  await sync('published');
});

test('content goes on with what it showed before its rights ended, also at another place', async () => {
  const { site, editor, fine, id } = await addWorld();
  await syncPage(editor, {}, [id]);
  await db.prisma.media.update({ where: { id }, data: { rightsEnd: inDays(-1) } });
  expect(await syncPage(editor, { title: 'Still' }, [id])).toMatchObject({ unchanged: 1 });
  expect(await syncPage(editor, {}, [fine, id])).toMatchObject({ added: 2, removed: 1 });
  expect(await refusalOf(syncPage(editor, { id: 'p2' }, [id]))).toMatchObject({ code: 'media.not-offered' });
  expect(await db.prisma.reference.count({ where: { namespaceId: site.namespaceId, mediaId: id } })).toBe(1);
});

test('a save that waits for a rejection is refused when it is done', async () => {
  const { editor, id } = await addWorld();
  const client = await db.pool.connect();
  try {
    await client.query('begin');
    await client.query('select from media where id = $1 for update', [id]);
    const saving = refusalOf(syncPage(editor, {}, [id]));
    await waitForLock(db);
    await client.query("update media set review_status = 'rejected' where id = $1", [id]);
    await client.query('commit');
    expect(await saving).toMatchObject({ code: 'media.not-offered' });
  } finally {
    client.release();
  }
});

test('what only a draft holds is rejected; its draft keeps it, and can not be published with it', async () => {
  const { editor, id } = await addWorld({ reviewStatus: 'pending' });
  await syncPage(editor, { state: 'draft' }, [id]);
  expect(await rejectMedia(editor, { ids: [id], reason: 'Blurred' })).toMatchObject({ succeeded: [id] });
  const later = { ...domain.services, now: () => inDays(60) };
  await expireRejected(later, 'test', new AbortController().signal);
  expect(await db.prisma.media.findUnique({ where: { id } })).toMatchObject({ deletedAt: null });
  expect(await refusalOf(syncPage(editor, {}, [id]))).toMatchObject({ code: 'media.not-offered' });
});

test.each(Object.entries(withheld))(
  'what is %s stands in the place of no other file',
  async (_name, fields) => {
    const { editor, fine, id } = await addWorld(fields);
    const replacing = replaceEverywhere(editor, { from: fine as never, to: id as never });
    expect(await refusalOf(replacing)).toMatchObject({ code: 'media.not-offered' });
  },
);
