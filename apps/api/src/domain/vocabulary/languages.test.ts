import { MediaListInput, UpdateNamespaceInput } from '@vitrine/schema';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addManyMedia } from '../../testing/add-many-media.ts';
import { addMedia } from '../../testing/add-media.ts';
import { drainJobs } from '../../testing/drain-jobs.ts';
import { openTestDomain, type TestDomain, type TestSite } from '../../testing/open-test-domain.ts';
import { runIndexRefresh } from '../indexing/run-index-refresh.ts';
import { deleteMedia } from '../media/delete-media.ts';
import { listMedia } from '../media/list-media.ts';
import { updateNamespace } from '../namespaces/update-namespace.ts';
import type { Scope } from '../scope.ts';
import { createTag } from '../tags/create-tag.ts';
import { listTasks } from '../tasks/list-tasks.ts';
import { refreshDueVocabularies } from './refresh-due-vocabularies.ts';
import { refreshVocabulary } from './refresh-vocabulary.ts';

let domain: TestDomain;
beforeAll(async () => {
  domain = await openTestDomain();
});
afterAll(() => domain[Symbol.asyncDispose]());

type Language = NonNullable<ReturnType<typeof UpdateNamespaceInput.parse>['searchLanguage']>;
const speak = (scope: Scope, searchLanguage: Language) =>
  updateNamespace(scope, UpdateNamespaceInput.parse({ id: scope.namespace.id, searchLanguage }));

/** Titles of the files that a search finds, as who begins it now. */
async function find(site: TestSite, search: string): Promise<string[]> {
  domain.services.authenticator.forget();
  const { items } = await listMedia(await site.asKey(), MediaListInput.parse({ search }));
  return items.map(({ title }) => title).sort();
}
const words = async (site: TestSite) => {
  const { rows } = await domain.services.db.pool.query<{ word: string; files: number }>(
    'select word, files from lexeme where namespace_id = $1',
    [site.namespaceId],
  );
  return new Map(rows.map(({ word, files }) => [word, files]));
};

test('a language finds words by their other forms, and all that is found without one', async () => {
  const site = await domain.addSite();
  const scope = await site.as('admin');
  for (const title of ['Alte Häuser am See', 'Ein Haus', 'Crème brûlée', 'Der die das'])
    await addMedia(domain.services.db, site.namespaceId, { title });
  expect(await find(site, 'häuser')).toEqual(['Alte Häuser am See']);
  expect(await speak(scope, 'german')).toMatchObject({ searchLanguage: 'german' });
  const [task] = await listTasks(scope);
  expect(task).toMatchObject({ kind: 'refresh-index', state: 'queued', done: 0, total: 4 });
  // Until then as before.
  expect(await find(site, 'häuser')).toContain('Alte Häuser am See');
  await drainJobs(domain.services);
  expect((await listTasks(scope))[0]).toMatchObject({ state: 'done', done: 4, total: 4 });
  for (const typed of ['haus', 'Häuser', 'hauser', 'HÄUSER'])
    expect(await find(site, typed)).toEqual(['Alte Häuser am See', 'Ein Haus']);
  expect(await find(site, 'creme brulee')).toEqual(['Crème brûlée']);
  // A phrase, and words that the language leaves out.
  expect(await find(site, '"häuser am see"')).toEqual(['Alte Häuser am See']);
  expect(await find(site, '"see häuser"')).toEqual([]);
  expect(await find(site, 'die')).toEqual(['Der die das']);
  const audit = await domain.services.db.pool.query(
    `select before, after from audit_detail d join audit_entry e on e.id = d.entry_id
     where e.entity_id = $1 and e.action = 'namespace.updated'`,
    [site.namespaceId],
  );
  expect(audit.rows).toEqual([{ before: { searchLanguage: 'simple' }, after: { searchLanguage: 'german' } }]);

  await speak(scope, 'swedish');
  await speak(scope, 'german');
  await speak(scope, 'swedish');
  await drainJobs(domain.services);
  await addMedia(domain.services.db, site.namespaceId, { title: 'Flickorna läser' });
  expect(await find(site, 'flicka')).toEqual(['Flickorna läser']);
  await speak(scope, 'simple');
  await drainJobs(domain.services);
  expect(await find(site, 'flicka')).toEqual([]);
  expect(await find(site, 'häuser')).toEqual(['Alte Häuser am See']);
  expect((await listTasks(scope)).map(({ state }) => state)).toEqual(['done', 'done', 'done']);
});

test('a worker that takes the work over goes on where the one before was', async () => {
  const { services } = domain;
  const site = await domain.addSite();
  const scope = await site.as('admin');
  const file = { accessLevel: 'public', uploadedBy: null, deletedAt: null };
  await addManyMedia(services.db, site.namespaceId, Array(520).fill(file));
  await speak(scope, 'english');
  const [task] = await listTasks(scope);
  const taskId = task?.id ?? '';
  const stop = new AbortController();
  const stopping = {
    ...scope,
    now() {
      stop.abort();
      return new Date();
    },
  };
  const run = { taskId, signal: stop.signal, isLastAttempt: false };
  await expect(runIndexRefresh(stopping, run)).rejects.toThrow();
  expect((await listTasks(scope))[0]).toMatchObject({ state: 'running', done: 500, total: 520 });
  await drainJobs(services);
  expect((await listTasks(scope))[0]).toMatchObject({ state: 'done', done: 520, total: 520 });
  const { rowCount } = await services.db.pool.query(
    "select from media_index where namespace_id = $1 and search_config <> 'vitrine_english'",
    [site.namespaceId],
  );
  expect(rowCount).toBe(0);
});

test('the words of a namespace are counted soon after its first files, and again when files change', async () => {
  const { services } = domain;
  const site = await domain.addSite();
  const scope = await site.as('admin');
  const later = (minutes: number) => ({ ...services, now: () => new Date(Date.now() + minutes * 60_000) });
  const refresh = (minutes: number, isNightly = false) =>
    refreshDueVocabularies(later(minutes), { isNightly });
  await refresh(0);
  expect((await words(site)).size).toBe(0);
  const first = await addMedia(services.db, site.namespaceId, { title: 'Zebra crossing' });
  await addMedia(services.db, site.namespaceId, { title: 'Zebra herd 2041' });
  expect(await refresh(0)).toBeGreaterThan(0);
  const counted = await words(site);
  expect(['zebra', 'crossing', 'herd', '2041'].map((word) => counted.get(word))).toEqual([
    2,
    1,
    1,
    undefined,
  ]);
  await deleteMedia(scope, { ids: [first.id] });
  // Not yet.
  await refresh(5);
  expect((await words(site)).get('zebra')).toBe(2);
  await refresh(11);
  const now = await words(site);
  expect([now.get('zebra'), now.get('crossing')]).toEqual([1, undefined]);

  // A large one waits for the night, unless it has doubled.
  await services.db.pool.query(
    `insert into counter (namespace_id, subject_id, metric, value, bytes) values ($1, $1, 'image', 60000, 0)
     on conflict (subject_id, metric) do update set value = 60000`,
    [site.namespaceId],
  );
  await services.db.pool.query(
    "update vocabulary set files = 50000, refreshed_at = now() - interval '2 hours' where namespace_id = $1",
    [site.namespaceId],
  );
  await addMedia(services.db, site.namespaceId, { title: 'Okapi' });
  await refresh(0);
  expect((await words(site)).get('okapi')).toBeUndefined();
  await refresh(0, true);
  expect((await words(site)).get('okapi')).toBe(1);
});

test('where a language stems, words are counted as they are written; two who count at once are as good as one', async () => {
  const site = await domain.addSite();
  const scope = await site.as('admin');
  const { id: tagId } = await createTag(scope, { name: 'Gärten' });
  await addMedia(domain.services.db, site.namespaceId, {
    title: 'Alte Häuser',
    alt: { de: 'Zwei Katzen' },
    tagIds: [tagId],
    originalFilename: 'hof-1.jpg',
  });
  await speak(scope, 'german');
  await drainJobs(domain.services);
  await Promise.all([1, 2, 3].map(() => refreshVocabulary(domain.services, site)));
  expect([...(await words(site)).keys()].sort()).toEqual([
    'alte',
    'garten',
    'hauser',
    'hof',
    'katzen',
    'zwei',
  ]);
});
