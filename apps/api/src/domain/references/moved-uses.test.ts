import { AtTimeInput, ContentKey } from '@vitrine/schema';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addMedia } from '../../testing/add-media.ts';
import { addVersion } from '../../testing/add-version.ts';
import { momentOfDatabase } from '../../testing/moment-of-database.ts';
import { openTestDomain, type TestDomain } from '../../testing/open-test-domain.ts';
import { waitForLock } from '../../testing/wait-for-lock.ts';
import { getMedia } from '../media/get-media.ts';
import { getContentAtTime } from './get-content-at-time.ts';
import { syncReferences } from './sync-references.ts';

let domain: TestDomain;
beforeAll(async () => {
  domain = await openTestDomain();
});
afterAll(() => domain[Symbol.asyncDispose]());

type MediaIdOf = Awaited<ReturnType<typeof getMedia>>['id'];
const content = { ...ContentKey.parse({ type: 'page', id: 'p1' }), title: '', url: null };

async function world(files: number) {
  const site = await domain.addSite();
  const scope = await site.asKey();
  const { db } = domain.services;
  const add = async (more: Parameters<typeof addMedia>[2] = {}) =>
    (await addMedia(db, site.namespaceId, more)).id as MediaIdOf;
  const ids: MediaIdOf[] = [];
  while (ids.length < files) ids.push(await add());
  ids.sort();
  const show = (uses: readonly [fieldPath: string, mediaId: MediaIdOf, version?: number][]) =>
    syncReferences(scope, {
      content,
      references: uses.map(([fieldPath, mediaId, version]) => ({
        fieldPath,
        mediaId,
        ...(version !== undefined && { version }),
      })),
    });
  const rows = async () => {
    const { rows: found } = await db.pool.query<{ id: string; use: string; version_pin: number | null }>(
      `select id, field_path || ' ' || media_id as use, version_pin from reference
       where namespace_id = $1 order by field_path, media_id`,
      [site.namespaceId],
    );
    return found;
  };
  const usesOf = async (id: MediaIdOf) => (await getMedia(scope, { id })).referenceCount;
  return { site, scope, add, ids, show, rows, usesOf };
}

const moment = () => momentOfDatabase(domain.services.db);

test('a field that shows another file keeps its row, and both files are counted', async () => {
  const { ids, show, rows, usesOf } = await world(2);
  const [a, b] = ids as [MediaIdOf, MediaIdOf];
  await show([['/hero', a]]);
  const [before] = await rows();
  expect(await show([['/hero', b]])).toEqual({ added: 1, removed: 1, unchanged: 0 });
  expect(await rows()).toEqual([{ id: before?.id, use: `/hero ${b}`, version_pin: null }]);
  expect([await usesOf(a), await usesOf(b)]).toEqual([0, 1]);
});

test('in a field with several files as many rows stay as are shown', async () => {
  const { ids, show, rows } = await world(5);
  const [a, b, c, d, e] = ids as [MediaIdOf, MediaIdOf, MediaIdOf, MediaIdOf, MediaIdOf];
  await show([
    ['/gallery', a],
    ['/gallery', b],
    ['/gallery', c],
    ['/hero', d],
  ]);
  const kept = (await rows()).map(({ id }) => id);
  const changed = await show([
    ['/gallery', b],
    ['/gallery', e],
    ['/hero', a],
    ['/hero', d],
  ]);
  expect(changed).toEqual({ added: 2, removed: 2, unchanged: 2 });
  const after = await rows();
  expect(after.map(({ use }) => use)).toEqual([`/gallery ${b}`, `/gallery ${e}`, `/hero ${a}`, `/hero ${d}`]);
  expect(kept).toContain(after[1]?.id);
  expect(kept).not.toContain(after[2]?.id);
});

test('what a field showed before is remembered until then, with its pin', async () => {
  const { site, scope, ids, show } = await world(2);
  const [a, b] = ids as [MediaIdOf, MediaIdOf];
  const shownAt = async (at: string) =>
    (await getContentAtTime(scope, AtTimeInput.parse({ type: 'page', id: 'p1', at }))).map(
      ({ mediaId, version, isPinned }) => [mediaId, version, isPinned],
    );
  await addVersion(domain.services.db, { id: b, namespaceId: site.namespaceId });
  await show([['/hero', a, 1]]);
  const monday = await moment();
  await show([['/hero', b, 1]]);
  const tuesday = await moment();
  await show([['/hero', b, 2]]);
  const wednesday = await moment();
  await show([['/hero', a]]);
  expect(await shownAt(monday)).toEqual([[a, 1, true]]);
  expect(await shownAt(tuesday)).toEqual([[b, 1, true]]);
  expect(await shownAt(wednesday)).toEqual([[b, 2, true]]);
  expect(await shownAt(await moment())).toEqual([[a, 1, false]]);
});

test('a pin that lost its version keeps nothing; the one that comes in its place keeps its own', async () => {
  const { site, ids, show } = await world(2);
  const [a, b] = ids as [MediaIdOf, MediaIdOf];
  const { db } = domain.services;
  await show([['/hero', a, 1]]);
  await db.prisma.reference.updateMany({
    where: { namespaceId: site.namespaceId },
    data: { needsVersion: null },
  });
  await show([['/hero', b, 1]]);
  const giveUp = db.pool.query(
    'update media_version set needs_active_blob = null where namespace_id = $1 and media_id = $2',
    [site.namespaceId, b],
  );
  await expect(giveUp).rejects.toMatchObject({ constraint: 'reference_needs_version' });
});

test('a temporary file that comes into a field is a lasting one', async () => {
  const { add, ids, show } = await world(1);
  const temporary = await add({ temporaryUntil: new Date(Date.now() + 60_000) });
  await show([['/hero', ids[0] as MediaIdOf]]);
  await show([['/hero', temporary]]);
  const found = await domain.services.db.prisma.media.findUnique({ where: { id: temporary } });
  expect(found).toMatchObject({ temporaryUntil: null });
});

test('two saves that begin to use the same temporary files wait for one another, not for each other', async () => {
  const { scope, add, ids, show } = await world(1);
  const { db } = domain.services;
  const later = { temporaryUntil: new Date(Date.now() + 60_000) };
  const files = [await add(later), await add(later)].sort() as [MediaIdOf, MediaIdOf];
  const showOn = (id: string, uses: readonly MediaIdOf[]) =>
    syncReferences(scope, {
      content: { ...content, id },
      references: uses.map((mediaId, n) => ({ mediaId, fieldPath: `/f${n}` })),
    });
  await show([['/f0', ids[0] as MediaIdOf]]);
  await showOn('p2', [ids[0] as MediaIdOf]);
  const holder = await db.pool.connect();
  try {
    await holder.query('begin');
    await holder.query('select from media where id = any ($1) for no key update', [files]);
    const saving = Promise.allSettled([showOn('p1', files), showOn('p2', files.toReversed())]);
    await waitForLock(db, 2);
    await holder.query('commit');
    expect((await saving).map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled']);
  } finally {
    holder.release();
  }
  const { rows } = await db.pool.query<{ deadlocks: string }>(
    'select deadlocks from pg_stat_database where datname = current_database()',
  );
  expect(Number(rows[0]?.deadlocks)).toBe(0);
});

test('rights that end while a save waits are over for it', async () => {
  const { site, scope, add } = await world(0);
  const { db } = domain.services;
  const file = await add();
  const save = () =>
    syncReferences(scope, {
      content: { ...content, state: 'published' },
      references: [{ mediaId: file, fieldPath: '/hero' }],
    });
  await syncReferences(scope, { content: { ...content, state: 'published' }, references: [] });
  const holder = await db.pool.connect();
  let saving: Promise<unknown>;
  try {
    await holder.query('begin');
    await holder.query('update content_item set title = title where namespace_id = $1', [site.namespaceId]);
    saving = save().catch((error: unknown) => error);
    await waitForLock(db);
    await db.pool.query('update media set rights_end = clock_timestamp() where id = $1', [file]);
    await holder.query('commit');
  } finally {
    holder.release();
  }
  expect(await saving).toMatchObject({ code: 'media.not-offered' });
});
