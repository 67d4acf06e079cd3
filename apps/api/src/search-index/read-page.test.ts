import { MediaListInput, type MediaSort } from '@vitrine/schema';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readFilter } from '../domain/media/read-filter.ts';
import type { Scope } from '../domain/scope.ts';
import { addLargeLibrary } from '../testing/add-large-library.ts';
import { openTestDomain, type TestDomain } from '../testing/open-test-domain.ts';
import type { Estimate } from './estimate-hits.ts';
import { findStretch } from './find-stretch.ts';
import type { ListPlan } from './plan-list.ts';
import { pick } from './read-page.ts';

/** One an hour, as addLargeLibrary() dates them: five periods. */
const FILES = 1800;
const cut = { limit: 40, position: null, isBackwards: false };

let domain: TestDomain;
let viewer: Scope;
beforeAll(async () => {
  domain = await openTestDomain();
  const site = await domain.addSite();
  viewer = await site.as('viewer');
  await addLargeLibrary(domain.services.db, site.namespaceId, FILES);
}, 60_000);
afterAll(() => domain[Symbol.asyncDispose]());

const ways: ListPlan[] = [
  { way: 'gather' },
  { way: 'walk', budget: 1500 },
  { way: 'walk', budget: 50 },
  { way: 'stretch', files: 900 },
  { way: 'stretch', files: 2 },
];
/** Of a namespace that is large, so that its files are reached by their words. */
const estimateOf = (commonPrefixes: readonly string[]): Estimate => ({
  hits: 3000,
  entered: 3000,
  isOne: false,
  files: 1_000_000,
  commonPrefixes: new Set(commonPrefixes),
});

async function idsOf(search: string, sort: MediaSort, plan: ListPlan, commonPrefixes: readonly string[]) {
  const input = MediaListInput.parse({ search });
  const filter = await readFilter(viewer, input);
  const page = await pick(viewer.db, filter, sort, cut, { plan, estimate: estimateOf(commonPrefixes) });
  return { ids: page.rows.map(({ id }) => id), share: page.share, hits: page.hits };
}

describe('a page is the same whichever way it is found', () => {
  test.each(['common ', 'common file', 'common -medium ', 'rare ', 'ancient ', 'zebra '])(
    '%s',
    async (search) => {
      const expected = await idsOf(search, '-createdAt', { way: 'gather' }, []);
      for (const plan of ways) {
        for (const common of [[], ['file']]) {
          expect((await idsOf(search, '-createdAt', plan, common)).ids).toEqual(expected.ids);
        }
      }
      expect(expected.ids.length).toBe({ 'zebra ': 0, 'rare ': 2 }[search] ?? 41);
    },
  );

  test('by relevance, nothing comes behind the last that was ranked', async () => {
    const behind = { ...cut, skip: 320 };
    const filter = await readFilter(viewer, MediaListInput.parse({ search: 'common ' }));
    for (const plan of ways.slice(1, 4).filter((way) => way.way !== 'walk' || way.budget > 1000)) {
      const page = await pick(viewer.db, filter, 'relevance', behind, { plan, estimate: estimateOf([]) });
      expect(page.rows).toEqual([]);
    }
  });

  test('by relevance, of the newest', async () => {
    // All have the same rank, so that the order is that of their ids among the newest 300.
    const stretch = await idsOf('common ', 'relevance', { way: 'stretch', files: 900 }, []);
    const walk = await idsOf('common ', 'relevance', { way: 'walk', budget: 1500 }, []);
    expect(stretch.ids).toEqual(walk.ids);
    expect(stretch.ids.length).toBe(41);
  });
});

describe('a stretch', () => {
  test('tells the share of hits among its files, and only what the asker sees', async () => {
    const { share, hits } = await idsOf('common ', '-createdAt', { way: 'stretch', files: 900 }, []);
    expect(hits).toBeUndefined();
    const stretch = await findStretch(viewer.db, viewer.namespace.id, 900);
    expect(share?.files).toBe(stretch?.files);
    const { rows } = await viewer.db.pool.query(
      `select count(*)::integer as seen from media_index where namespace_id = $1 and periods_of(created_at) && $2
         and title_key like '%common%' and access_level in ('public', 'members')`,
      [viewer.namespace.id, stretch?.periods],
    );
    expect(share?.hits).toBe(rows[0].seen);
  });

  test('holds the newest files, whole periods of them, until today', async () => {
    const stretch = await findStretch(viewer.db, viewer.namespace.id, 900);
    const { rows } = await viewer.db.pool.query(
      `select count(*)::integer as files, min(created_at) as oldest from media_index
       where namespace_id = $1 and periods_of(created_at) && $2`,
      [viewer.namespace.id, stretch?.periods],
    );
    expect(rows[0].files).toBe(stretch?.files);
    expect(rows[0].files).toBeGreaterThanOrEqual(1024);
    const { rows: older } = await viewer.db.pool.query(
      'select count(*)::integer as files from media_index where namespace_id = $1 and created_at > $2',
      [viewer.namespace.id, rows[0].oldest],
    );
    expect(older[0].files).toBe(rows[0].files - 1);
    expect(stretch?.periods.at(-1)).toBeGreaterThanOrEqual(Math.floor(Date.now() / 86_400_000 / 16));
  });

  test('is none where a period is far more than was asked for, or all is less', async () => {
    expect(await findStretch(viewer.db, viewer.namespace.id, 2)).toBeNull();
    expect(await findStretch(viewer.db, viewer.namespace.id, FILES * 2)).toBeNull();
  });
});
