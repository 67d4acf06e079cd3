import { CreateSavedSearchInput, PersonalData, SavedSearch } from '@vitrine/schema';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type * as z from 'zod';
import { openTestDomain, type TestDomain } from '../../testing/open-test-domain.ts';
import { keepVisibleIds } from '../events/keep-visible-ids.ts';
import { anonymizeUser } from '../privacy/anonymize-user.ts';
import { exportUser } from '../privacy/export-user.ts';
import type { Scope } from '../scope.ts';
import { createSavedSearch } from './create-saved-search.ts';
import { deleteSavedSearch } from './delete-saved-search.ts';
import { listSavedSearches } from './list-saved-searches.ts';
import { updateSavedSearch } from './update-saved-search.ts';

let domain: TestDomain;
beforeAll(async () => {
  domain = await openTestDomain();
});
afterAll(() => domain[Symbol.asyncDispose]());

const save = (scope: Scope, input: Partial<z.input<typeof CreateSavedSearchInput>>) =>
  createSavedSearch(
    scope,
    CreateSavedSearchInput.parse({ name: 'A search', query: { search: 'sea' }, ...input }),
  );
const namesFor = async (scope: Scope) => (await listSavedSearches(scope)).map(({ name }) => name);

test('a private search is seen by its owner, a shared one by all of the namespace', async () => {
  const site = await domain.addSite();
  const [viewer, editor, admin] = [await site.as('viewer'), await site.as('editor'), await site.as('admin')];
  const own = await save(viewer, { name: 'Own', sort: '-sizeBytes' });
  expect(SavedSearch.parse(own)).toMatchObject({
    query: { search: 'sea' },
    sort: '-sizeBytes',
    isOwn: true,
    isShared: false,
  });
  const shared = await save(editor, { name: 'All', isShared: true });
  expect(await namesFor(viewer)).toEqual(['All', 'Own']);
  expect(await namesFor(admin)).toEqual(['All']);
  expect(await namesFor(await (await domain.addSite()).as('admin'))).toEqual([]);
  await expect(save(viewer, { isShared: true })).rejects.toMatchObject({ code: 'auth.denied' });
  await expect(updateSavedSearch(admin, { id: own.id, name: 'x' })).rejects.toMatchObject({
    code: 'not-found',
  });
  await expect(updateSavedSearch(viewer, { id: shared.id, name: 'x' })).rejects.toMatchObject({
    code: 'auth.denied',
  });
  expect(await updateSavedSearch(viewer, { id: own.id, sort: null, query: {} })).toMatchObject({
    name: 'Own',
    sort: null,
    query: {},
  });
  expect(await updateSavedSearch(admin, { id: shared.id, name: 'Everyone' })).toMatchObject({ isOwn: false });
  const told = (scope: Scope) =>
    keepVisibleIds(scope, {
      id: 'test',
      namespaceId: site.namespaceId,
      type: 'saved-search.changed',
      ids: [own.id, shared.id],
      at: new Date(),
    } as never);
  expect([await told(viewer), await told(admin)]).toEqual([[own.id, shared.id], [shared.id]]);
  await deleteSavedSearch(viewer, { id: own.id });
  await deleteSavedSearch(editor, { id: shared.id });
  expect(await namesFor(viewer)).toEqual([]);
});

test('what is private is not in the audit that admins read', async () => {
  const site = await domain.addSite();
  const viewer = await site.as('viewer');
  const { id } = await save(viewer, { name: 'Secret plans' });
  await updateSavedSearch(viewer, { id, name: 'Secret plans, again' });
  await deleteSavedSearch(viewer, { id });
  const { rows } = await domain.services.db.pool.query(
    `select from audit_detail d join audit_entry e on e.id = d.entry_id where e.entity_id = $1`,
    [id],
  );
  expect(rows).toHaveLength(0);
});

test('a key keeps shared searches only', async () => {
  const site = await domain.addSite();
  const key = await site.asKey();
  await expect(save(key, {})).rejects.toMatchObject({ code: 'input.invalid' });
  const { id, isOwn } = await save(key, { isShared: true });
  expect(isOwn).toBe(false);
  await expect(updateSavedSearch(key, { id, isShared: false })).rejects.toMatchObject({
    code: 'input.invalid',
  });
});

test('nobody keeps more than two hundred', async () => {
  const site = await domain.addSite();
  const scope = await site.as('viewer');
  const row = { namespaceId: site.namespaceId, query: {}, createdBy: scope.actor.userId };
  await domain.services.db.prisma.savedSearch.createMany({
    data: Array.from({ length: 199 }, (_, n) => ({ ...row, id: scope.newId(), name: `${n}` })),
  });
  const ended = await Promise.allSettled([save(scope, {}), save(scope, {})]);
  expect(ended.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  expect(ended.find((one) => one.status === 'rejected')?.reason).toMatchObject({ code: 'conflict' });
});

test('a person’s searches are named in their data, and go with them', async () => {
  const site = await domain.addSite();
  const [admin, ada] = [await site.as('admin'), await site.as('editor')];
  const userId = ada.actor.userId ?? '';
  await save(ada, { name: 'Hers' });
  await save(ada, { name: 'For all', isShared: true });
  const data = PersonalData.parse(await exportUser(admin, { userId }));
  expect(data.namespaces[0]?.savedSearches.map(({ name }) => name).sort()).toEqual(['For all', 'Hers']);
  await anonymizeUser(admin, { userId, reason: 'Asked for.' });
  expect(await listSavedSearches(ada)).toMatchObject([{ name: 'For all', isOwn: false }]);
  const { rowCount } = await domain.services.db.pool.query(
    'select from saved_search where namespace_id = $1',
    [site.namespaceId],
  );
  expect(rowCount).toBe(1);
});
