import type { Total } from '@vitrine/schema';
import { MediaKind } from '@vitrine/schema';
import type { Database } from '../db/open-database.ts';
import { countMatching } from './count-matching.ts';
import { type Estimate, isOneSet } from './estimate-hits.ts';
import { type MediaFilter, Values } from './media-filter.ts';
import { MAX_GATHERED } from './page-statement.ts';
import { statementName } from './statement-name.ts';
import { writeMediaCondition, writeOutOfRights, writeVisible } from './write-condition.ts';

/** What the page found out on its way. */
export interface Found {
  /** Of a page that gathered all. */
  hits?: number | undefined;
  estimate?: Estimate | undefined;
}

/** Beyond this many a filtered list says "about": counting on would cost more than the page itself. */
const MAX_COUNTED = 10_000;

/** Beyond this many, what the words and tags of a filter promise is told. */
const MAX_SEARCHED = 2000;
/** Files whose share of hits is taken for that of all. */
const SAMPLE = 4000;
/** Fewer hits among them say too little. */
const MANY = 40;

const ALL_LEVELS = ['public', 'members', 'staff', 'private'];

/** How many files the filter lets through: exact from the counters where they know, else counted up to a cap. */
export async function countMedia(db: Database, filter: MediaFilter, found: Found = {}): Promise<Total> {
  const { reach, state } = filter;
  const { hits, estimate } = found;
  if (hits !== undefined && hits > 0 && hits < MAX_GATHERED) return { value: hits, isExact: true };
  const isCounted = filter.conditions.length === 0 && !reach.onlyOwn;
  if (isCounted && !(state === 'trashed' && (filter.kinds || reach.levels || filter.offered))) {
    const { all, hidden } = await readCounter(db, filter);
    if (hidden <= MAX_COUNTED) return { value: Math.max(0, all - hidden), isExact: true };
  }
  const expected = estimate?.hits ?? null;
  if (expected !== null && estimate?.isOne && seesAll(filter)) {
    if (filter.conditions.every(isOneSet)) return { value: expected, isExact: true };
    if (expected > MAX_SEARCHED) return { value: roundAbout(expected), isExact: false };
  }
  if (expected !== null && expected > MAX_SEARCHED) return estimateSeen(db, filter);
  const counted = await countMatching(db, filter, MAX_COUNTED);
  return { value: counted.files, isExact: counted.isExact };
}

/** A share of a namespace that is too small to be walked to, and small enough to be gathered. */
const SMALL_SHARE = 1 / 50;
const MAX_GATHERED_SHARE = 20_000;

/** How many files a list without conditions has, and whether they are so few of all that walking to them takes long. */
export async function countShare(
  db: Database,
  filter: MediaFilter,
): Promise<{ total: Total; isSmall: boolean }> {
  const [total, all] = await Promise.all([
    countMedia(db, filter),
    readCounter(db, { ...filter, kinds: undefined, offered: undefined, reach: SEES_ALL }),
  ]);
  return { total, isSmall: total.value <= MAX_GATHERED_SHARE && total.value < all.all * SMALL_SHARE };
}

const SEES_ALL = { levels: null, userId: null, onlyOwn: false };

/** Words and counters are of all live files: what they promise is for nobody's eyes who sees less. */
const seesAll = ({ reach, kinds, offered, state }: MediaFilter) =>
  !reach.levels && !reach.onlyOwn && !kinds && !offered && state === 'live';

/** What there is of the newest files that the asker may see, told of all of them. */
async function estimateSeen(db: Database, filter: MediaFilter): Promise<Total> {
  const values = new Values();
  const visible = writeVisible(filter, values).join(' and ');
  const text = `select count(*) as looked, count(*) filter (where ${writeMediaCondition(filter, values)}) as hits
    from (select * from media_index where ${visible}
      order by created_at desc, media_id desc limit ${values.add(SAMPLE)}) media_index`;
  const { rows } = await db.pool.query<{ looked: string; hits: string }>({
    name: statementName(text),
    text,
    values: values.list,
  });
  const [looked, hits] = [Number(rows[0]?.looked ?? 0), Number(rows[0]?.hits ?? 0)];
  if (looked < SAMPLE) return { value: hits, isExact: true };
  if (hits >= MANY) {
    const seen = await countMedia(db, { ...filter, conditions: [], text: null });
    return { value: roundAbout((hits / looked) * seen.value), isExact: false };
  }
  const counted = await countMatching(db, filter, MAX_SEARCHED);
  return { value: counted.files, isExact: counted.isExact };
}

/** Two figures: more would look like knowledge. */
function roundAbout(value: number): number {
  const step = 10 ** Math.max(0, Math.floor(Math.log10(value)) - 1);
  return Math.round(value / step) * step;
}

/**
 * What the counters say of the whole namespace, by level where the asker does not see all; one's own files of other levels are
 * few. `hidden` is what is not offered of it, counted up to the cap.
 */
async function readCounter(db: Database, filter: MediaFilter): Promise<{ all: number; hidden: number }> {
  const { levels, userId } = filter.reach;
  const kinds = filter.kinds ?? MediaKind.options;
  const byLevel = levels && kinds.flatMap((kind) => levels.map((level) => `${kind}:${level}`));
  const values = new Values();
  const namespaceId = values.add(filter.namespaceId);
  const metrics = values.add(filter.state === 'trashed' ? ['trashed'] : (byLevel ?? kinds));
  let own = '0';
  if (levels && userId) {
    const otherLevels = values.add(ALL_LEVELS.filter((level) => !levels.includes(level)));
    own = `(select count(*) from media_index where namespace_id = ${namespaceId} and visibility = 'live'
      and access_level = any (${otherLevels}) and kind = any (${values.add(kinds)}) and uploaded_by = ${values.add(userId)})`;
  }
  let hidden = '0';
  if (filter.offered) {
    const live = `from media_index where ${writeVisible({ ...filter, offered: false }, values).join(' and ')}`;
    // Each in the words of the partial index that knows them: they are few.
    hidden = `(select count(*) from (select ${live} and review_status <> 'approved' limit ${MAX_COUNTED + 1}) unapproved)
      + (select count(*) from (select ${live} and review_status = 'approved'
          and (rights_start is not null or rights_end is not null)
          and ${writeOutOfRights(`${values.add(filter.at)}::timestamptz`)} limit ${MAX_COUNTED + 1}) without)`;
  }
  const text = `select coalesce(sum(n), 0) + ${own} as value, ${hidden} as hidden from (
      select value as n from counter where subject_id = ${namespaceId} and metric = any (${metrics})
      union all
      select delta from counter_delta where subject_id = ${namespaceId} and metric = any (${metrics})) counted`;
  const { rows } = await db.pool.query<{ value: string; hidden: string }>({
    name: statementName(text),
    text,
    values: values.list,
  });
  return { all: Number(rows[0]?.value ?? 0), hidden: Number(rows[0]?.hidden ?? 0) };
}
