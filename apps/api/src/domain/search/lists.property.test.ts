import { type Facets, type MediaFile, MediaListInput, MediaSort, type TagId } from '@vitrine/schema';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type * as z from 'zod';
import { addLargeLibrary } from '../../testing/add-large-library.ts';
import { openTestDomain, type TestDomain } from '../../testing/open-test-domain.ts';
import { deleteMedia } from '../media/delete-media.ts';
import { listMedia } from '../media/list-media.ts';
import { restoreMedia } from '../media/restore-media.ts';
import type { Scope } from '../scope.ts';
import { getFacets } from './get-facets.ts';

/** More than are gathered at once, so that lists walk, and count "about". */
const FILES = 6000;

let domain: TestDomain;
let admin: Scope;
let viewer: Scope;
let all: MediaFile[];
beforeAll(async () => {
  domain = await openTestDomain();
  const site = await domain.addSite();
  admin = await site.as('admin');
  viewer = await site.as('viewer');
  await addLargeLibrary(domain.services.db, site.namespaceId, FILES);
  await domain.services.db.pool.query('select refresh_vocabulary($1)', [site.namespaceId]);
  all = await readAll(admin, {});
}, 60_000);
afterAll(() => domain[Symbol.asyncDispose]());

type Input = z.input<typeof MediaListInput>;

async function readAll(scope: Scope, input: Input): Promise<MediaFile[]> {
  const files: MediaFile[] = [];
  let after: string | undefined;
  do {
    const page = await listMedia(scope, MediaListInput.parse({ limit: 100, ...input, after }));
    files.push(...page.items);
    after = page.nextCursor ?? undefined;
  } while (after !== undefined);
  return files;
}

/** Conditions as people would choose them, and the same by hand. Words are planted by addLargeLibrary(). */
const conditions: { input: Input; holds: (file: MediaFile) => boolean }[] = [
  { input: { search: 'common ' }, holds: ({ title }) => /\bcommon\b/.test(title) },
  { input: { search: 'rare ' }, holds: ({ title }) => /\brare\b/.test(title) },
  { input: { search: 'ancient ' }, holds: ({ title }) => /\bancient\b/.test(title) },
  { input: { search: 'comm' }, holds: ({ title }) => /\bcomm/.test(title) },
  {
    input: { search: 'common -medium ' },
    holds: ({ title }) => /\bcommon\b/.test(title) && !/medium/.test(title),
  },
  {
    input: { search: 'rare OR type:video' },
    holds: ({ title, kind }) => /\brare\b/.test(title) || kind === 'video',
  },
  { input: { kinds: ['image'] }, holds: ({ kind }) => kind === 'image' },
  { input: { kinds: ['video', 'audio'] }, holds: ({ kind }) => kind === 'video' || kind === 'audio' },
  { input: { orientations: ['portrait'] }, holds: ({ width, height }) => (width ?? 0) < (height ?? 0) },
  { input: { width: { min: 1500 } }, holds: ({ width }) => (width ?? 0) >= 1500 },
  { input: { sizeBytes: { max: 2000 } }, holds: ({ sizeBytes }) => sizeBytes <= 2000 },
  { input: { hasAlt: false }, holds: ({ alt, kind }) => kind === 'image' && Object.keys(alt).length === 0 },
  { input: { hasTags: false }, holds: ({ tags }) => tags.length === 0 },
  {
    input: { createdAt: { until: '2024-02-01T00:00:00Z' } },
    holds: ({ createdAt }) => createdAt < '2024-02',
  },
  { input: { accessLevels: ['staff'] }, holds: ({ accessLevel }) => accessLevel === 'staff' },
];
const tagFilter = (name: 'tagIds' | 'anyTagIds' | 'noTagIds', ids: TagId[]) => ({
  input: { [name]: ids } as Input,
  holds: ({ tags }: MediaFile) => {
    const has = (id: TagId) => tags.some((tag) => tag.id === id);
    if (name === 'noTagIds') return !ids.some(has);
    return name === 'tagIds' ? ids.every(has) : ids.some(has);
  },
});

/** At most one that names words: a list has a single search. */
const chosen = fc
  .tuple(
    fc.subarray(conditions.slice(0, 6), { maxLength: 1 }),
    fc.subarray(conditions.slice(6), { maxLength: 2 }),
    fc.option(
      fc.record({
        name: fc.constantFrom('tagIds' as const, 'anyTagIds' as const, 'noTagIds' as const),
        count: fc.integer({ min: 1, max: 2 }),
      }),
    ),
  )
  .map(([words, fields, tags]) => ({ all: [...words, ...fields], tags }))
  .filter(({ all: some }) => new Set(some.flatMap(({ input }) => Object.keys(input))).size === some.length);

function together({
  all: some,
  tags,
}: {
  all: typeof conditions;
  tags: { name: 'tagIds' | 'anyTagIds' | 'noTagIds'; count: number } | null;
}) {
  const ids = [...new Set(all.flatMap((file) => file.tags.map(({ id }) => id)))].sort();
  const parts = tags ? [...some, tagFilter(tags.name, ids.slice(0, tags.count))] : some;
  return {
    input: Object.assign({}, ...parts.map(({ input }) => input)) as Input,
    holds: (file: MediaFile) => parts.every((part) => part.holds(file)),
  };
}

const isSeen = (scope: Scope, file: MediaFile) =>
  scope === admin || file.accessLevel === 'public' || file.accessLevel === 'members';
const sorts = MediaSort.options.filter((sort) => sort !== 'relevance' && sort !== 'position');

describe('a list of thousands', () => {
  test('holds what its filters say and no more, in every order, whichever way it is found', async () => {
    await fc.assert(
      fc.asyncProperty(chosen, fc.constantFrom(...sorts), fc.boolean(), async (filters, sort, isAdmin) => {
        const scope = isAdmin ? admin : viewer;
        const { input, holds } = together(filters);
        const expected = all.filter((file) => isSeen(scope, file) && holds(file)).map(({ id }) => id);
        const first = await listMedia(scope, MediaListInput.parse({ ...input, sort, limit: 100 }));
        if (first.total.isExact) expect(first.total.value).toBe(expected.length);
        else expect(Math.abs(first.total.value / expected.length - 1), 'about').toBeLessThan(0.35);
        // All of a long list takes long: its beginning, and a page from its middle.
        if (expected.length <= 300) {
          const found = (await readAll(scope, { ...input, sort })).map(({ id }) => id);
          expect(found.toSorted()).toEqual(expected.toSorted());
          expect(new Set(found).size).toBe(found.length);
        } else {
          const wanted = new Set<string>(expected);
          const middle = MediaListInput.parse({
            ...input,
            sort,
            limit: 100,
            skip: Math.floor(expected.length / 2),
          });
          const shown = [...first.items, ...(await listMedia(scope, middle)).items];
          expect(shown).toHaveLength(200 - Math.max(0, 100 - Math.ceil(expected.length / 2)));
          expect(shown.filter(({ id }) => !wanted.has(id))).toEqual([]);
        }
      }),
      { numRuns: 40, seed: 5 },
    );
  }, 60_000);

  test('its facets are those of a count by hand wherever they are exact', async () => {
    let exact = 0;
    await fc.assert(
      fc.asyncProperty(chosen, fc.boolean(), async (filters, isAdmin) => {
        const scope = isAdmin ? admin : viewer;
        const { input, holds } = together(filters);
        const { sort: _sort, limit: _limit, ...query } = MediaListInput.parse(input);
        const facets = await getFacets(scope, query);
        if (!facets.isExact) return;
        exact += 1;
        const fitting = all.filter((file) => isSeen(scope, file) && holds(file));
        expect(plain(facets, 'mimeTypes')).toEqual(countBy(fitting.map(({ mimeType }) => mimeType)));
        expect(plain(facets, 'tags')).toEqual(
          countBy(fitting.flatMap(({ tags }) => tags.map(({ id }) => id))),
        );
        expect(plain(facets, 'years')).toEqual(
          countBy(fitting.map(({ takenAt, createdAt }) => (takenAt ?? createdAt).slice(0, 4))),
        );
        if (!input.kinds) expect(plain(facets, 'kinds')).toEqual(countBy(fitting.map(({ kind }) => kind)));
        expect(facets.total).toEqual({ value: fitting.length, isExact: true });
      }),
      { numRuns: 40, seed: 6 },
    );
    expect(exact).toBeGreaterThan(12);
  }, 60_000);

  test.each([
    ['-createdAt', undefined],
    ['title', 'common '],
    ['sizeBytes', 'ancient '],
  ] as const)(
    'by %s is visited file by file exactly once while others come and go',
    async (sort, search) => {
      const stable = all.filter((_, index) => index % 40 === 0).map(({ id }) => id);
      const moving = all.filter((_, index) => index % 40 === 1).map(({ id }) => id);
      const isStable = new Set<string>(stable);
      const visited: string[] = [];
      let after: string | undefined;
      for (let page = 0; ; page += 1) {
        const answer = await listMedia(admin, MediaListInput.parse({ sort, search, limit: 100, after }));
        visited.push(...answer.items.map(({ id }) => id));
        const ids = moving.slice((page * 3) % 100, ((page * 3) % 100) + 3);
        await (page % 2 === 0 ? deleteMedia(admin, { ids }) : restoreMedia(admin, { ids }));
        if (page % 7 === 0) await addLargeLibrary(domain.services.db, admin.namespace.id, 2);
        if (answer.nextCursor === null) break;
        after = answer.nextCursor;
      }
      const words = search?.trim();
      const expected = all.filter(
        ({ id, title }) => isStable.has(id) && (!words || title.split(' ').includes(words)),
      );
      expect(visited.filter((id) => isStable.has(id)).toSorted()).toEqual(
        expected.map(({ id }) => id).toSorted(),
      );
      expect(new Set(visited).size).toBe(visited.length);
    },
    60_000,
  );
});

test('no text that anyone types is an error of the server', async () => {
  const pieces = [
    'tag:',
    'in:',
    'size:>',
    '9MB',
    '2026-02',
    '..',
    'type:',
    '"',
    '(',
    ')',
    '-',
    'OR ',
    'NOT ',
    '*',
    "'",
    '\\',
    '&',
    '|',
    '!',
    ':',
    '<->',
    '%',
    '\u0000',
    '\ud800',
    '東京',
    'é',
    ' ',
    'a',
    '1',
    'aspect:0:0',
    'by:me',
    '🎉',
  ];
  await fc.assert(
    fc.asyncProperty(
      fc.oneof(
        fc.array(fc.constantFrom(...pieces), { maxLength: 14 }).map((parts) => parts.join('')),
        fc.string({ maxLength: 60, unit: 'binary' }),
      ),
      fc.constantFrom('relevance' as const, '-createdAt' as const),
      async (search, sort) => {
        const page = await listMedia(viewer, MediaListInput.parse({ search, sort, limit: 1 }));
        expect(page.items.length).toBeLessThanOrEqual(1);
      },
    ),
    { numRuns: 150, seed: 9 },
  );
}, 60_000);

const plain = (facets: Facets, name: 'kinds' | 'mimeTypes' | 'tags' | 'years') =>
  Object.fromEntries(facets[name].map(({ value, count }) => [String(value), count]));

function countBy(values: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const value of values) counts[value] = (counts[value] ?? 0) + 1;
  return counts;
}
