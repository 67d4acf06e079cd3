import { VerifyInput } from '@vitrine/schema';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type * as z from 'zod';
import { addMedia } from '../../testing/add-media.ts';
import { openTestDomain, type TestDomain } from '../../testing/open-test-domain.ts';
import { syncPage } from '../../testing/sync-page.ts';
import { deleteMedia } from '../media/delete-media.ts';
import { getMedia } from '../media/get-media.ts';
import type { Scope } from '../scope.ts';
import { verifyContent } from './verify-content.ts';
import { verifyReferences } from './verify-references.ts';

let domain: TestDomain;
beforeAll(async () => {
  domain = await openTestDomain();
});
afterAll(() => domain[Symbol.asyncDispose]());

const inAnHour = () => new Date(Date.now() + 3_600_000).toISOString();
const verify = (scope: Scope, input: Partial<z.input<typeof VerifyInput>>) =>
  verifyContent(scope, VerifyInput.parse({ type: 'page', present: [], asOf: inAnHour(), ...input }));

async function world() {
  const site = await domain.addSite();
  const scope = await site.asKey();
  const { id } = await addMedia(domain.services.db, site.namespaceId);
  for (const content of [
    { id: 'a', locale: 'de' },
    { id: 'a', locale: 'en' },
    { id: 'b', title: 'Gone', url: '/b' },
    { id: 'c', state: 'draft' as const },
    { id: 'x', type: 'widget' },
  ])
    await syncPage(scope, content, [id]);
  return { site, scope, id };
}
const missing = async (scope: Scope, input: Partial<z.input<typeof VerifyInput>>) =>
  (await verify(scope, input)).missing.map(({ contentId, locale }) => contentId + locale);

test('reports what the host no longer has, of one type, in one range, by id, locale and state', async () => {
  const { scope } = await world();
  expect(await verify(scope, { present: ['a', 'c'] })).toMatchObject({
    checked: 4,
    missing: [{ contentId: 'b', title: 'Gone', url: '/b', referenceCount: 1 }],
    hasMore: false,
    repaired: 0,
  });
  expect(await missing(scope, { present: ['b', { id: 'a', locale: 'en' }] })).toEqual(['ade', 'c']);
  expect(await missing(scope, { present: [{ id: 'c', state: 'published' }] })).toEqual([
    'ade',
    'aen',
    'b',
    'c',
  ]);
  expect(await missing(scope, { after: 'a', through: 'b' })).toEqual(['b']);
  expect(await missing(scope, { after: 'c' })).toEqual([]);
});

test('repairs on request, and then the files can go', async () => {
  const { site, scope, id } = await world();
  expect(await verify(scope, { present: ['a'], repair: true })).toMatchObject({ repaired: 2 });
  expect(await verify(scope, { present: ['a'], repair: true })).toMatchObject({ missing: [], repaired: 0 });
  expect((await getMedia(scope, { id })).referenceCount).toBe(3);
  await verify(scope, { repair: true });
  await verify(scope, { type: 'widget', repair: true });
  expect((await deleteMedia(scope, { ids: [id] })).succeeded).toEqual([id]);
  const entries = await domain.services.db.prisma.auditEntry.findMany({
    where: { namespaceId: site.namespaceId, action: 'content.removed' },
  });
  expect(new Set(entries.map(({ reason }) => reason))).toEqual(new Set(['the host no longer has it']));
});

test('leaves alone what was saved since the host read its list', async () => {
  const { scope, id } = await world();
  const asOf = new Date(Date.now() - 3_600_000).toISOString();
  expect(await verify(scope, { asOf, repair: true })).toMatchObject({ missing: [], repaired: 0 });
  expect((await getMedia(scope, { id })).referenceCount).toBe(5);
});

test('only an admin, or the host by such a key, may ask', async () => {
  const { site } = await world();
  await expect(verify(await site.as('editor'), {})).rejects.toMatchObject({ code: 'auth.denied' });
});

test('the nightly look finds nothing to do, and puts right what something else has broken', async () => {
  const { scope, id } = await world();
  await verifyReferences(domain.services);
  const nothing = { miscounted: 0, rearmed: 0, forgotten: 0 };
  expect(await verifyReferences(domain.services)).toEqual(nothing);

  const { pool } = domain.services.db;
  await pool.query(
    `insert into counter_delta (namespace_id, subject_id, metric, delta)
     select namespace_id, id, 'references', 7 from media where id = $1`,
    [id],
  );
  await pool.query('update reference set needs_live = null where media_id = $1', [id]);
  await syncPage(scope, { id: 'empty' }, []);
  await pool.query(
    "update content_item set seen_at = now() - interval '31 days' where external_id in ('empty', 'a')",
  );
  expect((await getMedia(scope, { id })).referenceCount).toBe(12);
  expect(await verifyReferences(domain.services)).toEqual({
    miscounted: 1,
    rearmed: 5,
    forgotten: 1,
  });
  expect((await getMedia(scope, { id })).referenceCount).toBe(5);
  expect(await verifyReferences(domain.services)).toEqual(nothing);
});
