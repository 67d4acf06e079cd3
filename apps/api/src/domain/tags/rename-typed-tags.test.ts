import { CreateSavedSearchInput, MediaListInput } from '@vitrine/schema';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addMedia } from '../../testing/add-media.ts';
import { openTestDomain, type TestDomain } from '../../testing/open-test-domain.ts';
import { createCollection } from '../collections/create-collection.ts';
import { getCollection } from '../collections/get-collection.ts';
import { listMedia } from '../media/list-media.ts';
import { createSavedSearch } from '../saved-searches/create-saved-search.ts';
import { getSavedSearch } from '../saved-searches/get-saved-search.ts';
import { createTag } from './create-tag.ts';
import { deleteTag } from './delete-tag.ts';
import { mergeTags } from './merge-tags.ts';
import { updateTag } from './update-tag.ts';

let domain: TestDomain;
beforeAll(async () => {
  domain = await openTestDomain();
});
afterAll(() => domain[Symbol.asyncDispose]());

/** A file with a tag that a smart collection and somebody's private search name as they typed it. */
async function world() {
  const site = await domain.addSite();
  const [scope, somebody] = [await site.as('editor'), await site.as('viewer')];
  const tag = await createTag(scope, { name: 'Été' });
  await addMedia(domain.services.db, site.namespaceId, { title: 'Lake', tagIds: [tag.id] });
  const smart = await createCollection(scope, { title: 'Summer', smartQuery: { search: 'lake tag:ete ' } });
  const saved = await createSavedSearch(
    somebody,
    CreateSavedSearchInput.parse({ name: 'Mine', query: { search: '-tag:ÉTÉ,winter' }, sort: 'title' }),
  );
  const kept = async () => {
    const { smartQuery, fileCount } = await getCollection(scope, { id: smart.id });
    const { query, sort } = await getSavedSearch(somebody, { id: saved.id });
    expect(sort).toBe('title');
    return [smartQuery?.search, query.search, fileCount];
  };
  return { site, scope, somebody, tag, kept, ids: [smart.id, saved.id] };
}

test('kept searches name a tag by its new name, and go on to find its files', async () => {
  const { scope, somebody, tag, kept, ids } = await world();
  await updateTag(scope, { id: tag.id, name: 'Long summer' });
  expect(await kept()).toEqual(['lake tag:"Long summer" ', '-tag:"Long summer",winter', 1]);
  const found = await listMedia(somebody, MediaListInput.parse({ search: '-tag:"Long summer",winter' }));
  expect(found.total.value).toBe(0);
  const entries = await domain.services.db.prisma.auditEntry.findMany({
    where: { entityId: { in: ids }, reason: { not: null } },
    orderBy: { action: 'asc' },
  });
  expect(entries.map(({ action, detailHash }) => [action, detailHash])).toEqual([
    ['collection.updated', null],
    ['saved-search.updated', null],
  ]);

  // Capital letters and accents were never part of what it means.
  await updateTag(scope, { id: tag.id, name: 'LONG summer' });
  expect((await kept())[0]).toBe('lake tag:"Long summer" ');
});

test('kept searches name the tag that others were merged into, or whose files it has got', async () => {
  const { scope, tag, kept } = await world();
  const sun = await createTag(scope, { name: 'Sun' });
  await mergeTags(scope, { ids: [tag.id], intoId: sun.id });
  expect(await kept()).toEqual(['lake tag:Sun ', '-tag:Sun,winter', 1]);
  const warm = await createTag(scope, { name: 'Warm' });
  await deleteTag(scope, { id: sun.id, reassignToId: warm.id });
  expect(await kept()).toEqual(['lake tag:Warm ', '-tag:Warm,winter', 1]);
  // What is only deleted is told to whoever looks.
  await deleteTag(scope, { id: warm.id });
  expect(await kept()).toEqual(['lake tag:Warm ', '-tag:Warm,winter', 0]);
});

test('a name that goes on to mean something stays beside the new one, and one with a meaning of its own is not written', async () => {
  const { site, scope, tag, kept } = await world();
  await domain.services.db.prisma.tag.create({
    data: { id: crypto.randomUUID(), namespaceId: site.namespaceId, name: 'ete', slug: 'ete-2' },
  });
  await updateTag(scope, { id: tag.id, name: 'Sun' });
  expect(await kept()).toEqual(['lake tag:ete,Sun ', '-tag:ÉTÉ,Sun,winter', 1]);
  await updateTag(scope, { id: tag.id, name: 'None' });
  expect((await kept())[0]).toBe('lake tag:ete,Sun ');
});
