import type { Database } from '../db/open-database.ts';

/** Periods that the index of words knows, from the one in which the oldest of some number of files came until today. */
export interface Stretch {
  periods: readonly number[];
  /** Files that came in them. */
  files: number;
}

/** As periods_of() of the database has them. */
const PERIOD_MS = 16 * 24 * 60 * 60 * 1000;
/** Of a library that grows so slowly that the newest files are of more of them, no stretch is made. */
const MAX_PERIODS = 250;

const KEPT_MS = 10 * 60 * 1000;
const MAX_KEPT = 2000;
type Kept = Map<string, { until: number; stretch: Stretch | null }>;
const kept = new WeakMap<Database['pool'], Kept>();

/**
 * Where the newest `files` files of a namespace begin: a power of two at least as large, remembered for ten minutes.
 * null where whole periods would be twice as many files or more, after an import for instance.
 */
export async function findStretch(db: Database, namespaceId: string, files: number): Promise<Stretch | null> {
  const wanted = 2 ** Math.ceil(Math.log2(files));
  const key = `${namespaceId} ${wanted}`;
  const known: Kept = kept.get(db.pool) ?? new Map();
  kept.set(db.pool, known);
  const entry = known.get(key);
  if (entry && entry.until > Date.now()) return upToToday(entry.stretch);
  const stretch = await readStretch(db, namespaceId, wanted);
  if (known.size >= MAX_KEPT) known.clear();
  known.set(key, { until: Date.now() + KEPT_MS, stretch });
  return stretch;
}

/** Files that come later are of a later period, and belong to the newest too. */
function upToToday(stretch: Stretch | null): Stretch | null {
  const last = stretch?.periods.at(-1);
  const today = Math.floor(Date.now() / PERIOD_MS) + 1;
  if (!stretch || last === undefined || last >= today) return stretch;
  return { ...stretch, periods: [...stretch.periods, ...rangeOf(last + 1, today)] };
}

const rangeOf = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, n) => from + n);

async function readStretch(db: Database, namespaceId: string, files: number): Promise<Stretch | null> {
  const { rows } = await db.pool.query<{ first: number; last: number; files: string }>({
    name: 'find-stretch',
    text: `with oldest as (
        select (periods_of(created_at))[1] as period from media_index where namespace_id = $1 and visibility = 'live'
        order by created_at desc, media_id desc offset $2 limit 1)
      select period as first,
        (select (periods_of(max(created_at)))[1] from media_index where namespace_id = $1 and visibility = 'live') as last,
        (select count(*) from (
          select from media_index where namespace_id = $1 and visibility = 'live'
            and created_at >= to_timestamp(period::bigint * $3) limit $4) newest) as files
      from oldest`,
    values: [namespaceId, files - 1, PERIOD_MS / 1000, files * 2],
  });
  const [row] = rows;
  if (!row || Number(row.files) >= files * 2) return null;
  const last = Math.max(row.last, Math.floor(Date.now() / PERIOD_MS) + 1);
  return last - row.first >= MAX_PERIODS
    ? null
    : { periods: rangeOf(row.first, last), files: Number(row.files) };
}
