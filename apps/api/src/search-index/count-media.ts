import type { Total } from '@vitrine/schema';
import { MediaKind } from '@vitrine/schema';
import type { Database } from '../db/open-database.ts';
import { type MediaFilter, Values, writeMediaCondition } from './media-filter.ts';

/** Beyond this many a filtered list says "about": counting on would cost more than the page itself. */
const MAX_COUNTED = 10_000;
const MAX_COUNTED_HITS = 1000;

const ALL_LEVELS = ['public', 'members', 'staff', 'private'];

/** How many files the filter lets through: exact from the counters where they know, else counted up to a cap. */
export async function countMedia(db: Database, filter: MediaFilter): Promise<Total> {
  const { reach } = filter;
  const isFiltered =
    filter.search || filter.mimeTypes || filter.tagIds || filter.collectionId || filter.uploadedBy;
  if (isFiltered || reach.onlyOwn || (filter.state === 'trashed' && (filter.kinds || reach.levels))) {
    return countUpTo(db, filter, filter.search ? MAX_COUNTED_HITS : MAX_COUNTED);
  }
  if (!reach.levels) return { value: await readCounter(db, filter), isExact: true };
  const { levels } = reach;
  const hiddenLevels = ALL_LEVELS.filter((level) => !levels.includes(level));
  const [all, hidden] = await Promise.all([readCounter(db, filter), countHidden(db, filter, hiddenLevels)]);
  if (hidden > MAX_COUNTED) return countUpTo(db, filter, MAX_COUNTED);
  return { value: Math.max(0, all - hidden), isExact: true };
}

async function readCounter(db: Database, filter: MediaFilter): Promise<number> {
  const metrics = filter.state === 'trashed' ? ['trashed'] : (filter.kinds ?? MediaKind.options);
  const { rows } = await db.pool.query<{ value: string }>({
    name: 'count-media-by-kind',
    text: `select coalesce(sum(n), 0) as value from (
        select value as n from counter where subject_id = $1 and metric = any ($2)
        union all
        select delta from counter_delta where subject_id = $1 and metric = any ($2)) counted`,
    values: [filter.namespaceId, metrics],
  });
  return Number(rows[0]?.value ?? 0);
}

async function countHidden(db: Database, filter: MediaFilter, levels: string[]): Promise<number> {
  const values = new Values();
  const parts = [
    `namespace_id = ${values.add(filter.namespaceId)} and visibility = 'live'`,
    `access_level = any (${values.add(levels)})`,
  ];
  if (filter.kinds) parts.push(`kind = any (${values.add(filter.kinds)})`);
  if (filter.reach.userId) parts.push(`uploaded_by is distinct from ${values.add(filter.reach.userId)}`);
  return count(
    db,
    parts.join(' and '),
    values,
    MAX_COUNTED,
    `count-hidden-${parts.length}-${filter.kinds ? 1 : 0}`,
  );
}

async function countUpTo(db: Database, filter: MediaFilter, max: number): Promise<Total> {
  const values = new Values();
  const value = await count(db, writeMediaCondition(filter, values), values, max);
  return { value: Math.min(value, max), isExact: value <= max };
}

async function count(
  db: Database,
  condition: string,
  values: Values,
  max: number,
  name?: string,
): Promise<number> {
  const text = `select count(*) as value from (select from media_index where ${condition} limit ${max + 1}) counted`;
  const { rows } = await db.pool.query<{ value: string }>({
    ...(name && { name }),
    text,
    values: values.list,
  });
  return Number(rows[0]?.value ?? 0);
}
