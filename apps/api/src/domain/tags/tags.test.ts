import { MediaListInput, Tag, UpdateMediaInput } from '@vitrine/schema';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addMedia } from '../../testing/add-media.ts';
import { openTestDomain, type TestDomain } from '../../testing/open-test-domain.ts';
import { listMedia } from '../media/list-media.ts';
import { updateMedia } from '../media/update-media.ts';
import { createTag } from './create-tag.ts';
import { deleteTag } from './delete-tag.ts';
import { getTagTree } from './get-tag-tree.ts';
import { listTags } from './list-tags.ts';
import { updateTag } from './update-tag.ts';

let domain: TestDomain;
beforeAll(async () => {
  domain = await openTestDomain();
});
afterAll(() => domain[Symbol.asyncDispose]());

test('a tag has its default colour and a name that no other has', async () => {
  const site = await domain.addSite();
  const scope = await site.as('contributor');
  expect(Tag.parse(await createTag(scope, { name: 'Summer Days' }))).toMatchObject({
    slug: 'summer-days',
    color: '#10B981',
    usageCount: 0,
  });
  await expect(createTag(scope, { name: 'summer days' })).rejects.toMatchObject({
    code: 'conflict',
    message: expect.stringContaining('summer days'),
  });
  const names = ['Ünlü', '東京', '大阪', '🎉'];
  for (const name of names) await createTag(scope, { name });
  expect(await listTags(scope, { limit: 10 })).toHaveLength(5);
});

test('a tag is found by the beginning of any word of its name, those that begin so first', async () => {
  const site = await domain.addSite();
  const scope = await site.as('contributor');
  const names = [
    'Lake',
    'lamp',
    'Blake',
    'Old lands',
    'Wet-land',
    'Läufer',
    '100%',
    '100 metres',
    'Crème brûlée',
  ];
  for (const name of names) await createTag(scope, { name });
  const find = async (search: string) =>
    (await listTags(scope, { search, limit: 10 })).map(({ name }) => name);
  expect((await find('LA')).slice(0, 3).sort()).toEqual(['Lake', 'Läufer', 'lamp'].sort());
  expect((await find('LA')).slice(3)).toEqual(['Old lands', 'Wet-land']);
  expect(await find('läu')).toEqual(['Läufer']);
  expect(await find('BRUL')).toEqual(['Crème brûlée']);
  expect(await find('wet-l')).toEqual(['Wet-land']);
  expect(await find('100%')).toEqual(['100%']);
  expect(await find('_a')).toEqual([]);
  expect(await find("'; --\\")).toEqual([]);
});

test('the most used come first where that is asked for, and those that are hardly used are left out', async () => {
  const site = await domain.addSite();
  const scope = await site.as('editor');
  const viewer = await site.as('viewer');
  const [few, many, none] = [
    await createTag(scope, { name: 'A few' }),
    await createTag(scope, { name: 'Many' }),
    await createTag(scope, { name: 'None' }),
  ];
  const add = (tagIds: string[], accessLevel = 'public') =>
    addMedia(domain.services.db, site.namespaceId, { tagIds, accessLevel });
  for (const tagIds of [[few.id, many.id], [many.id]]) await add(tagIds);
  for (const _ of [1, 2]) await add([few.id], 'private');
  const list = async (who: typeof scope, input: object) =>
    (await listTags(who, { limit: 10, ...input })).map(({ name, usageCount }) => `${name} ${usageCount}`);
  expect(await list(viewer, { sort: '-usage' })).toEqual(['Many 2', 'A few 1', 'None 0']);
  expect(await list(await site.as('admin'), { sort: '-usage', limit: 1 })).toEqual(['A few 3']);
  expect(await list(viewer, { minUsage: 1 })).toEqual(['A few 1', 'Many 2']);
  expect(await list(viewer, { minUsage: 2 })).toEqual(['Many 2']);

  await updateTag(scope, { id: few.id, parentId: many.id });
  expect(await getTagTree(viewer)).toMatchObject([
    { id: many.id, usageCount: 2, children: [{ id: few.id, usageCount: 1, children: [] }] },
    { id: none.id, children: [] },
  ]);
});

test('a renamed tag is found by its new name on every file, a deleted one is on none', async () => {
  const site = await domain.addSite();
  const scope = await site.as('editor');
  const { id } = await addMedia(domain.services.db, site.namespaceId, { title: 'A picture' });
  const tag = await createTag(scope, { name: 'before' });
  await updateMedia(scope, UpdateMediaInput.parse({ id, tags: [{ id: tag.id }] }));
  const find = async (input: object) => (await listMedia(scope, MediaListInput.parse(input))).total.value;
  expect(await find({ search: 'before' })).toBe(1);
  expect(await updateTag(scope, { id: tag.id, name: 'after' })).toMatchObject({
    slug: 'after',
    usageCount: 1,
  });
  expect(await find({ search: 'before' })).toBe(0);
  expect(await find({ search: 'after' })).toBe(1);
  expect(await find({ tagIds: [tag.id] })).toBe(1);
  const child = await createTag(scope, { name: 'child', parentId: tag.id });
  await expect(updateTag(scope, { id: tag.id, parentId: child.id })).rejects.toThrow(/itself/);
  await deleteTag(scope, { id: tag.id });
  expect(await find({ tagIds: [tag.id] })).toBe(0);
  expect(await find({ search: 'after' })).toBe(0);
  expect(await listTags(scope, { limit: 10 })).toMatchObject([{ name: 'child', parentId: null }]);
});

test('contributors make tags and do not change them', async () => {
  const site = await domain.addSite();
  const scope = await site.as('contributor');
  const { id } = await createTag(scope, { name: 'mine' });
  await expect(updateTag(scope, { id, name: 'x' })).rejects.toMatchObject({ code: 'auth.denied' });
  await expect(deleteTag(scope, { id })).rejects.toMatchObject({ code: 'auth.denied' });
});
