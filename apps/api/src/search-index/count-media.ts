import type { Total } from '@vitrine/schema';
import { MediaKind } from '@vitrine/schema';
import type { Database } from '../db/open-database.ts';
import { countCarriers } from './count-carriers.ts';
import { countMatching } from './count-matching.ts';
import { type Estimate, oneSetOf } from './estimate-hits.ts';
import { findStretch } from './find-stretch.ts';
import { type MediaFilter, Values } from './media-filter.ts';
import { MAX_GATHERED } from './page-statement.ts';
import { enterByCondition, enterStretch, planList } from './plan-list.ts';
import { statementName } from './statement-name.ts';
import { writeOutOfRights, writeVisible, writeWalked } from './write-condition.ts';

/** How many were found among how many files. */
export interface Share {
  hits: number;
  files: number;
}

/** What the page found out on its way. */
export interface Found {
  /** Of a page that gathered all. */
  hits?: number | undefined;
  /** Of one that looked at a stretch. */
  share?: Share | undefined;
  estimate?: Estimate | undefined;
}

/** Beyond this many a filtered list says "about": counting on would cost more than the page itself. */
const MAX_COUNTED = 10_000;

/** Beyond this many, what the words and tags of a filter promise is told. */
const MAX_SEARCHED = 2000;
/** Files whose share of hits is taken for that of all. */
const SAMPLE = 2000;
/** Files that are passed for it at most, seen or not; where there are no more, all hits are counted. */
const MAX_PASSED = 12_000;
/** Fewer hits among them say too little. */
const MANY = 40;
/** So many are looked for where the newest files are too few for that. */
const SURELY_MANY = 300;

const ALL_LEVELS = ['public', 'members', 'staff', 'private'];

/** How many files the filter lets through: exact from the counters where they know, else counted up to a cap. */
export async function countMedia(db: Database, filter: MediaFilter, found: Found = {}): Promise<Total> {
  const { reach, state } = filter;
  const { hits, share, estimate } = found;
  if (share && estimate) return tellAbout(share, estimate.files);
  if (hits !== undefined && hits < MAX_GATHERED) return { value: hits, isExact: true };
  const isCounted = filter.conditions.length === 0 && !reach.onlyOwn;
  if (isCounted && !(state === 'trashed' && (filter.kinds || reach.levels || filter.offered))) {
    const { all, hidden } = await readCounter(db, filter);
    if (hidden <= MAX_COUNTED) return { value: Math.max(0, all - hidden), isExact: true };
  }
  const set = isPlain(filter) ? oneSetOf(filter.conditions) : null;
  if (set) {
    const counts = await countCarriers(db, filter, set.of, [set.id]);
    return { value: counts.get(set.id)?.files ?? 0, isExact: true };
  }
  const expected = estimate?.hits ?? null;
  if (expected !== null && expected > MAX_SEARCHED && estimate?.isOne && isPlain(filter) && !reach.levels) {
    return { value: roundAbout(expected), isExact: false };
  }
  const isMany = expected !== null && expected > MAX_SEARCHED;
  if (estimate && isMany && estimate.files > MAX_PASSED) return estimateSeen(db, filter, estimate);
  const entered = estimate ? enterByCondition(filter, estimate) : filter;
  const counted = await countMatching(db, entered, MAX_COUNTED);
  return { value: counted.files, isExact: counted.isExact };
}

/** A share of a namespace that is too small to be walked to, and small enough to be gathered. */
const SMALL_SHARE = 1 / 50;
const MAX_GATHERED_SHARE = 20_000;

/** Whether the files of a list without conditions are so few of all that walking to them takes long. */
export async function isSmallPart(db: Database, filter: MediaFilter, { value }: Total): Promise<boolean> {
  if (value > MAX_GATHERED_SHARE) return false;
  const { all } = await readCounter(db, { ...filter, kinds: undefined, offered: undefined, reach: SEES_ALL });
  return value < all * SMALL_SHARE;
}

const SEES_ALL = { levels: null, userId: null, onlyOwn: false };

/** What counters and words are of: all live files. What words promise is for nobody's eyes who sees less. */
const isPlain = ({ reach, kinds, offered, state }: MediaFilter) =>
  !reach.onlyOwn && !kinds && !offered && state === 'live';

/** What there is of the newest files that the asker may see, told of all of them. */
async function estimateSeen(db: Database, filter: MediaFilter, estimate: Estimate): Promise<Total> {
  const plan = planList(filter, estimate, SURELY_MANY, true);
  if (plan.way === 'stretch') {
    const share = await readStretch(db, filter, plan.files, estimate);
    if (share && share.hits >= MANY) return tellAbout(share, estimate.files);
  } else {
    const share = await readSample(db, filter);
    if (share.hits >= MANY) {
      const seen = await countMedia(db, { ...filter, conditions: [], text: null });
      return tellAbout(share, seen.value);
    }
  }
  const counted = await countMatching(db, enterByCondition(filter, estimate), MAX_SEARCHED);
  return { value: counted.files, isExact: counted.isExact };
}

/** @param all how many files there are of those among which it is a share. */
const tellAbout = ({ hits, files }: Share, all: number): Total => ({
  value: Math.min(all, roundAbout((hits / files) * all)),
  isExact: false,
});

async function readStretch(
  db: Database,
  filter: MediaFilter,
  files: number,
  estimate: Estimate,
): Promise<Share | null> {
  const stretch = await findStretch(db, filter.namespaceId, files);
  if (!stretch) return null;
  const { files: hits } = await countMatching(db, enterStretch(filter, estimate, stretch), MAX_COUNTED);
  return { hits, files: stretch.files };
}

/** Of the newest files that the asker sees. */
async function readSample(db: Database, filter: MediaFilter): Promise<Share> {
  const values = new Values();
  const { inside, seen, asked } = writeWalked(filter, values, null);
  const isSeen = seen();
  const text = `select count(*) as looked, count(*) filter (where ${asked()}) as hits
    from (select * from (select * from media_index where ${inside.join(' and ')}
        order by created_at desc, media_id desc limit ${MAX_PASSED}) media_index
      where ${isSeen} limit ${SAMPLE}) media_index`;
  const { rows } = await db.lists.query<{ looked: string; hits: string }>({
    name: statementName(text),
    text,
    values: values.list,
  });
  return { hits: Number(rows[0]?.hits ?? 0), files: Number(rows[0]?.looked ?? 0) };
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
  // How many are one's own decides how they are counted.
  const { rows } = await (own === '0' ? db.lists : db.pool).query<{ value: string; hidden: string }>({
    name: statementName(text),
    text,
    values: values.list,
  });
  return { all: Number(rows[0]?.value ?? 0), hidden: Number(rows[0]?.hidden ?? 0) };
}
