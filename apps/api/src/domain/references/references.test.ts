import { AddReferenceInput, ContentKey, RemoveReferenceInput, SyncReferencesInput } from '@vitrine/schema';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type * as z from 'zod';
import { toMediaError } from '../../errors/to-media-error.ts';
import { addMedia } from '../../testing/add-media.ts';
import { openTestDomain, type TestDomain, type TestSite } from '../../testing/open-test-domain.ts';
import { deleteMedia } from '../media/delete-media.ts';
import { getMedia } from '../media/get-media.ts';
import { restoreMedia } from '../media/restore-media.ts';
import type { Scope } from '../scope.ts';
import { addReference } from './add-reference.ts';
import { getMediaUsage } from './get-media-usage.ts';
import { listContentReferences } from './list-content-references.ts';
import { releaseSnapshot } from './release-snapshot.ts';
import { removeContent } from './remove-content.ts';
import { removeReference } from './remove-reference.ts';
import { syncReferences } from './sync-references.ts';

let domain: TestDomain;
beforeAll(async () => {
  domain = await openTestDomain();
});
afterAll(() => domain[Symbol.asyncDispose]());

const sync = (scope: Scope, input: z.input<typeof SyncReferencesInput>) =>
  syncReferences(scope, SyncReferencesInput.parse(input));
const add = (scope: Scope, input: z.input<typeof AddReferenceInput>) =>
  addReference(scope, AddReferenceInput.parse(input));
const remove = (scope: Scope, input: z.input<typeof RemoveReferenceInput>) =>
  removeReference(scope, RemoveReferenceInput.parse(input));
const usesOf = async (scope: Scope, id = 'p1') =>
  (await listContentReferences(scope, ContentKey.parse({ type: 'page', id }))).map(
    ({ mediaId, fieldPath }) => `${fieldPath} ${mediaId}`,
  );

type MediaIdOf = Awaited<ReturnType<typeof getMedia>>['id'];
async function addFiles(site: TestSite, count: number, media: Parameters<typeof addMedia>[2] = {}) {
  const ids: MediaIdOf[] = [];
  for (let n = 0; n < count; n += 1) {
    ids.push((await addMedia(domain.services.db, site.namespaceId, media)).id as MediaIdOf);
  }
  return ids as [MediaIdOf, ...MediaIdOf[]];
}
const content = { type: 'page', id: 'p1', title: 'Home', url: '/home' };

test('a sync makes the uses exactly those given, and says what changed', async () => {
  const site = await domain.addSite();
  const scope = await site.asKey();
  const [a, b = a, c = a] = await addFiles(site, 3);
  const use = (mediaId: MediaIdOf, fieldPath: string) => ({ mediaId, fieldPath });
  const first = await sync(scope, {
    content,
    references: [use(a, '/x'), use(b, '/y'), use(a, '/z'), use(a, '/z')],
  });
  expect(first).toEqual({ added: 3, removed: 0, unchanged: 0 });
  const second = await sync(scope, { content, references: [use(a, '/x'), use(c, '/y')] });
  expect(second).toEqual({ added: 1, removed: 2, unchanged: 1 });
  expect(await usesOf(scope)).toEqual([`/x ${a}`, `/y ${c}`]);
  expect((await getMedia(scope, { id: a })).referenceCount).toBe(1);
  expect((await getMedia(scope, { id: b })).referenceCount).toBe(0);
  expect(await sync(scope, { content, references: [] })).toEqual({ added: 0, removed: 2, unchanged: 0 });
});

test('states and locales of a page are uses of their own', async () => {
  const site = await domain.addSite();
  const scope = await site.asKey();
  const [a] = await addFiles(site, 1);
  for (const state of ['draft', 'published'] as const) {
    await sync(scope, { content: { ...content, state }, references: [{ mediaId: a, fieldPath: '' }] });
  }
  expect((await getMediaUsage(scope, { mediaId: a })).usedIn).toHaveLength(2);
  expect(await removeContent(scope, { type: 'page', id: 'p1', state: 'draft' })).toMatchObject({
    removed: 1,
  });
  expect((await getMediaUsage(scope, { mediaId: a })).usedIn).toMatchObject([{ state: 'published' }]);
  expect(await removeContent(scope, { type: 'page', id: 'p1' })).toMatchObject({ removed: 1 });
  expect(await removeContent(scope, { type: 'page', id: 'p1' })).toMatchObject({ removed: 0 });
  expect((await getMedia(scope, { id: a })).referenceCount).toBe(0);
});

test('adding twice and removing what is absent succeed and change nothing', async () => {
  const site = await domain.addSite();
  const scope = await site.asKey();
  const [a] = await addFiles(site, 1);
  expect(await add(scope, { mediaId: a, content })).toMatchObject({ added: 1 });
  expect(await add(scope, { mediaId: a, content: { type: 'page', id: 'p1' } })).toMatchObject({
    added: 0,
    unchanged: 1,
  });
  expect((await getMediaUsage(scope, { mediaId: a })).usedIn).toMatchObject([
    { title: 'Home', url: '/home' },
  ]);
  const key = { type: 'page', id: 'p1' };
  expect(await remove(scope, { mediaId: a, content: key, fieldPath: '/other' })).toEqual({
    added: 0,
    removed: 0,
    unchanged: 1,
  });
  expect(await remove(scope, { mediaId: a, content: key })).toMatchObject({ removed: 1 });
  expect(await remove(scope, { mediaId: a, content: key })).toMatchObject({ removed: 0 });
  expect(await remove(scope, { mediaId: a, content: { type: 'page', id: 'nowhere' } })).toMatchObject({
    removed: 0,
  });
});

test('a file in the trash, of another namespace or of a hidden level can not be used, and nothing changes', async () => {
  const site = await domain.addSite();
  const [a, trashed = a] = await addFiles(site, 2);
  const [hidden] = await addFiles(site, 1, { accessLevel: 'private' });
  const [foreign] = await addFiles(await domain.addSite(), 1);
  const scope = await site.as('editor');
  await sync(scope, { content, references: [{ mediaId: a, fieldPath: '' }] });
  await deleteMedia(scope, { ids: [trashed] });

  const attempt = (mediaId: MediaIdOf) =>
    sync(scope, { content: { ...content, title: 'Changed' }, references: [{ mediaId, fieldPath: '' }] });
  await expect(attempt(trashed)).rejects.toMatchObject({ code: 'gone', details: { mediaIds: [trashed] } });
  await expect(attempt(foreign)).rejects.toMatchObject({
    code: 'not-found',
    details: { mediaIds: [foreign] },
  });
  await expect(attempt(hidden)).rejects.toMatchObject({ code: 'not-found', details: { mediaIds: [hidden] } });
  await expect(add(scope, { mediaId: foreign, content })).rejects.toMatchObject({ code: 'not-found' });
  expect(await usesOf(scope)).toEqual([` ${a}`]);
  expect((await getMediaUsage(scope, { mediaId: a })).usedIn).toMatchObject([{ title: 'Home' }]);
  expect(await domain.services.db.prisma.reference.count({ where: { mediaId: foreign } })).toBe(0);
});

test('viewers add no uses', async () => {
  const site = await domain.addSite();
  const [a] = await addFiles(site, 1);
  await expect(add(await site.as('viewer'), { mediaId: a, content })).rejects.toMatchObject({
    code: 'auth.denied',
  });
});

test('contributors say what content uses, and move that; to take it away is not theirs', async () => {
  const site = await domain.addSite();
  const [editor, contributor] = [await site.as('editor'), await site.as('contributor')];
  const [a, b = a] = await addFiles(site, 2);
  const uses = (...ids: MediaIdOf[]) => ids.map((mediaId, n) => ({ mediaId, fieldPath: `/${n}` }));
  await sync(editor, { content, references: uses(a), snapshot: 'v1' });
  expect(await sync(contributor, { content, references: uses(b, a) })).toMatchObject({
    added: 2,
    removed: 1,
  });
  const denied = { code: 'auth.denied' };
  await expect(sync(contributor, { content, references: uses(b) })).rejects.toMatchObject({
    ...denied,
    details: { mediaIds: [a] },
  });
  const key = { type: 'page', id: 'p1' };
  await expect(remove(contributor, { mediaId: a, content: key })).rejects.toMatchObject(denied);
  await expect(removeContent(contributor, key)).rejects.toMatchObject(denied);
  const snapshot = { content: ContentKey.parse(key), name: 'v1' };
  await expect(releaseSnapshot(contributor, snapshot)).rejects.toMatchObject(denied);
  expect(await usesOf(editor)).toEqual([`/0 ${b}`, `/1 ${a}`]);
  expect(await releaseSnapshot(editor, snapshot)).toEqual({ items: 1 });
});

test('a save that only shows another version, or with other words, is recorded and told', async () => {
  const site = await domain.addSite();
  const scope = await site.asKey();
  const [a] = await addFiles(site, 1);
  const { prisma } = domain.services.db;
  const { namespaceId } = site;
  const told = async () => ({
    entries: await prisma.auditEntry.count({ where: { namespaceId, action: 'references.changed' } }),
    events: await prisma.outboxEvent.count({ where: { namespaceId, type: 'reference.changed' } }),
  });
  const save = (more: { version?: number; alt?: string }) =>
    sync(scope, { content, references: [{ mediaId: a, fieldPath: '', ...more }] });
  await save({});
  expect(await told()).toEqual({ entries: 1, events: 1 });
  await save({ version: 1 });
  expect(await told()).toEqual({ entries: 2, events: 2 });
  await save({ version: 1, alt: 'A lake' });
  expect(await told()).toEqual({ entries: 3, events: 3 });
  expect(await save({ version: 1, alt: 'A lake' })).toEqual({ added: 0, removed: 0, unchanged: 1 });
  expect(await told()).toEqual({ entries: 3, events: 3 });
});

test('eight clients add, remove and delete for six seconds: no used file is in the trash, no deadlock is told', async () => {
  const site = await domain.addSite();
  const files = await addFiles(site, 20);
  const scope = await site.asKey();
  const told: Record<string, number> = {};
  const end = performance.now() + 6000;
  const pick = <Item>(from: readonly Item[]) => from[Math.floor(Math.random() * from.length)] as Item;
  const some = () =>
    Array.from({ length: 5 }, () => ({ mediaId: pick(files), fieldPath: `/${Math.random()}` }));

  await Promise.all(
    Array.from({ length: 8 }, async () => {
      while (performance.now() < end) {
        const key = { type: 'page', id: `p${Math.floor(Math.random() * 6)}` };
        const steps = [
          () => sync(scope, { content: key, references: some() }),
          () => add(scope, { mediaId: pick(files), content: key }),
          () => remove(scope, { mediaId: pick(files), content: key }),
          () => removeContent(scope, key),
          () => deleteMedia(scope, { ids: [pick(files), pick(files), pick(files)] }),
          () => restoreMedia(scope, { ids: [pick(files), pick(files)] }),
        ];
        const outcome = await pick(steps)().then(
          () => 'done',
          (error: unknown) => toMediaError(error).code,
        );
        told[outcome] = (told[outcome] ?? 0) + 1;
      }
    }),
  );

  const { pool } = domain.services.db;
  const violations = await pool.query(
    'select r.id from reference r join media m on m.id = r.media_id where r.needs_live and m.deleted_at is not null',
  );
  expect(violations.rows).toEqual([]);
  expect(Object.keys(told).filter((code) => !['done', 'gone'].includes(code))).toEqual([]);
  expect(told.done).toBeGreaterThan(20);
  const miscounted = await pool.query(
    `select m.id from media m
     left join counts_of('references', array(select id from media where namespace_id = $1)) c on c.subject_id = m.id
     where m.namespace_id = $1
       and coalesce(c.value, 0) <> (select count(*) from reference r where r.media_id = m.id)`,
    [site.namespaceId],
  );
  expect(miscounted.rows).toEqual([]);
}, 30_000);
