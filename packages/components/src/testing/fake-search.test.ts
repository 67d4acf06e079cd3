import { expect, test } from 'vitest';
import { createFakeClient } from './create-fake-client.ts';
import { lookAlikeFiles, sampleFiles } from './sample-files.ts';

const titlesOf = (page: { items: { title: string }[] }) => page.items.map(({ title }) => title).sort();

test('searches by words and operators, as the one parser reads them', async () => {
  const { trpc } = createFakeClient();
  const search = async (text: string) => titlesOf(await trpc.search.query.query({ search: text }));
  expect(await search('type:video')).toEqual(
    titlesOf(await trpc.media.list.query({ kinds: ['video'], limit: 100 })),
  );
  expect(await search('lake tag:alps')).toContain('Alpine lake at noon');
  expect(await search('tag:nature -tag:lake')).not.toContain('Alpine lake at noon');
  expect(await search('size:>80MB')).toEqual(['Aurora time lapse']);
  expect(await search('taken:2026-07')).toEqual(['Alpine lake at noon']);
  expect(await search('fog OR aurora')).toEqual(['Aurora time lapse', 'Fog over spruce']);
});

test('a mistyped word is mended, and it says so', async () => {
  const { trpc } = createFakeClient();
  const page = await trpc.search.query.query({ search: 'sprucce ' });
  expect(page).toMatchObject({ isCorrected: true, didYouMean: 'spruce' });
  expect(titlesOf(page)).toEqual(['Fog over spruce']);
  expect(page.highlights[0]).toMatchObject({
    field: 'title',
    parts: [
      { text: 'Fog over ', isMatch: false },
      { text: 'spruce', isMatch: true },
    ],
  });
});

test('facets are what the filters find', async () => {
  const { trpc } = createFakeClient();
  const facets = await trpc.search.facets.query({});
  for (const { value, count } of facets.tags) {
    const { total } = await trpc.media.list.query({ tagIds: [value] });
    expect(total.value).toBe(count);
  }
  for (const { value, count } of facets.colors) {
    const { total } = await trpc.media.list.query({ colors: [value] });
    expect(total.value).toBe(count);
  }
});

test('merges look-alikes, and takes it back', async () => {
  const { trpc, control } = createFakeClient({ files: [...sampleFiles, ...lookAlikeFiles] });
  const before = control.files().map(({ id, deletedAt, replacedBy }) => ({ id, deletedAt, replacedBy }));
  const { groups } = await trpc.media.duplicates.query({});
  const [keep, ...others] = groups.find(({ isIdentical }) => isIdentical)?.files ?? [];
  if (!keep) throw new Error('There is no group.');
  const { taskId } = await trpc.media.merge.mutate({ keepId: keep.id, mergeIds: others.map(({ id }) => id) });
  expect((await trpc.media.duplicates.query({})).groups).toHaveLength(groups.length - 1);
  await trpc.tasks.undo.mutate({ id: taskId });
  expect(control.files().map(({ id, deletedAt, replacedBy }) => ({ id, deletedAt, replacedBy }))).toEqual(
    before,
  );
});

test('a smart collection holds what its query matches', async () => {
  const { trpc } = createFakeClient();
  const smart = await trpc.collections.create.mutate({ title: 'Films', smartQuery: { kinds: ['video'] } });
  const { total } = await trpc.media.list.query({ collectionId: smart.id });
  expect(total.value).toBe(smart.fileCount);
  expect(total.value).toBeGreaterThan(0);
});

test('tags are merged, and deleted with another one in their place', async () => {
  const { trpc } = createFakeClient();
  const tags = new Map((await trpc.tags.list.query({})).map((tag) => [tag.name, tag]));
  const [lake, alps, forest] = [tags.get('lake'), tags.get('alps'), tags.get('forest')];
  if (!lake || !alps || !forest) throw new Error('The samples have other tags.');
  const merged = await trpc.tags.merge.mutate({ ids: [lake.id], intoId: alps.id });
  expect(merged.usageCount).toBeGreaterThanOrEqual(lake.usageCount);
  await trpc.tags.delete.mutate({ id: alps.id, reassignToId: forest.id });
  const names = (await trpc.tags.list.query({})).map(({ name }) => name);
  expect(names).not.toContain('lake');
  expect(names).not.toContain('alps');
  const { total } = await trpc.media.list.query({ tagIds: [forest.id] });
  expect(total.value).toBeGreaterThanOrEqual(merged.usageCount);
});
