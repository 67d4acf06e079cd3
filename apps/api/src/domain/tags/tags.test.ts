import { MediaListInput, Tag, UpdateMediaInput } from '@vitrine/schema';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addMedia } from '../../testing/add-media.ts';
import { openTestDomain, type TestDomain } from '../../testing/open-test-domain.ts';
import { listMedia } from '../media/list-media.ts';
import { updateMedia } from '../media/update-media.ts';
import { createTag } from './create-tag.ts';
import { deleteTag } from './delete-tag.ts';
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

test('tags are found by the beginning of their name, capital letters or not', async () => {
  const site = await domain.addSite();
  const scope = await site.as('contributor');
  for (const name of ['Lake', 'lamp', 'Blake', '100%', '100 metres']) await createTag(scope, { name });
  const find = async (search: string) =>
    (await listTags(scope, { search, limit: 10 })).map(({ name }) => name);
  expect((await find('LA')).sort()).toEqual(['Lake', 'lamp']);
  expect(await find('100%')).toEqual(['100%']);
  expect(await find('_a')).toEqual([]);
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
