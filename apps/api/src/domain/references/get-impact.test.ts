import type { ImpactAction, MediaId } from '@vitrine/schema';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addMedia } from '../../testing/add-media.ts';
import { openTestDomain, type TestDomain } from '../../testing/open-test-domain.ts';
import { syncPage } from '../../testing/sync-page.ts';
import { deleteMedia } from '../media/delete-media.ts';
import { replaceEverywhere } from '../media/replace-everywhere.ts';
import type { Scope } from '../scope.ts';
import { getImpact } from './get-impact.ts';

let domain: TestDomain;
beforeAll(async () => {
  domain = await openTestDomain();
});
afterAll(() => domain[Symbol.asyncDispose]());

async function world() {
  const site = await domain.addSite();
  const scope = await site.asKey();
  const add = async (media: Parameters<typeof addMedia>[2] = {}) =>
    (await addMedia(domain.services.db, site.namespaceId, media)).id as MediaId;
  return { site, scope, add };
}

/** `state/locale field effect`, in their order. */
async function effects(scope: Scope, id: string, action: ImpactAction): Promise<string[]> {
  const [impact] = await getImpact(scope, { ids: [id], action });
  return (impact?.content ?? []).flatMap((item) =>
    item.fields.map(({ fieldPath, effect }) => `${item.state}/${item.locale} ${fieldPath} ${effect}`),
  );
}

test('names every page, locale, state and field that an action touches, with its URL', async () => {
  const { scope, add } = await world();
  const [logo, other] = [await add(), await add()];
  await syncPage(scope, { title: 'Home', url: '/home', locale: 'de' }, [logo, other, logo]);
  await syncPage(scope, { title: 'Home', url: '/home', state: 'draft' }, [logo]);
  await syncPage(scope, { type: 'widget', id: 'w1', title: 'Footer' }, [{ mediaId: logo, version: 1 }]);

  const [impact] = await getImpact(scope, { ids: [logo], action: 'delete' });
  expect(impact).toMatchObject({
    mediaId: logo,
    isRefused: true,
    contentCount: 3,
    fieldCount: 4,
    standsFor: [],
  });
  expect(impact?.content).toMatchObject([
    {
      contentType: 'widget',
      title: 'Footer',
      fields: [{ fieldPath: '/field0', effect: 'refuses', version: 1 }],
    },
    {
      contentType: 'page',
      contentId: 'p1',
      url: '/home',
      locale: 'de',
      state: 'published',
      fields: [
        { fieldPath: '/field0', effect: 'refuses' },
        { fieldPath: '/field2', effect: 'refuses' },
      ],
    },
    { contentType: 'page', locale: '', state: 'draft' },
  ]);
  expect(await effects(scope, logo, 'replace')).toEqual([
    'published/ /field0 stays',
    'published/de /field0 changes',
    'published/de /field2 changes',
    'draft/ /field0 changes',
  ]);
  expect(await effects(scope, logo, 'unpublish')).toEqual([
    'published/ /field0 breaks',
    'published/de /field0 breaks',
    'published/de /field2 breaks',
    'draft/ /field0 stays',
  ]);
  expect(new Set((await effects(scope, logo, 'expire')).map((line) => line.split(' ').at(-1)))).toEqual(
    new Set(['breaks']),
  );
});

test('what is announced is what happens: a delete is refused exactly where the preview says so', async () => {
  const { scope, add } = await world();
  const files = [await add(), await add(), await add()];
  const [used = '', free = '', forced = ''] = files;
  await syncPage(scope, {}, [used, forced]);
  const { prisma } = domain.services.db;
  await prisma.reference.updateMany({ where: { mediaId: forced }, data: { needsLive: null } });
  const preview = await getImpact(scope, { ids: files, action: 'delete' });
  expect(preview.map(({ isRefused }) => isRefused)).toEqual([true, false, false]);
  expect(preview[2]?.content[0]?.fields).toMatchObject([{ effect: 'stays' }]);
  const { succeeded, failed } = await deleteMedia(scope, { ids: files });
  expect(succeeded).toEqual([free, forced]);
  expect(failed).toMatchObject([{ id: used, code: 'media.in-use' }]);
});

test('counts content that names a file in whose place this one stands', async () => {
  const { scope, add } = await world();
  const [old, fresh] = [await add(), await add()];
  await syncPage(scope, {}, [old, { mediaId: old, fieldPath: '/pinned', version: 1 }]);
  await replaceEverywhere(scope, { from: old, to: fresh });
  const [impact] = await getImpact(scope, { ids: [fresh], action: 'expire' });
  expect(impact).toMatchObject({ standsFor: [old], contentCount: 1, fieldCount: 1 });
  expect(impact?.content[0]?.fields).toEqual([
    { fieldPath: '/field0', effect: 'breaks', via: old, version: null },
  ]);
});

test('says nothing of files that the actor may not see, nor of other namespaces', async () => {
  const { site, scope, add } = await world();
  const [secret, foreign] = [await add({ accessLevel: 'private' }), await (await world()).add()];
  await syncPage(scope, {}, [secret]);
  expect(await getImpact(await site.as('editor'), { ids: [secret, foreign], action: 'delete' })).toEqual([]);
});
