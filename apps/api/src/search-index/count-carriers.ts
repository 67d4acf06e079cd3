import type { Database } from '../db/open-database.ts';
import type { Reach } from './media-filter.ts';

export interface VisibleCount {
  files: number;
  bytes: number;
}

interface CountRow {
  id: string;
  files: string;
  bytes: string;
}

/** Hidden levels are taken off all files. Whoever does not see what is public sees no level at all. */
const LEVELS = ['members', 'staff', 'private'];

const COUNTERS = `
  select subject_id as id, case metric when 'files' then n else -n end as files,
    case metric when 'files' then bytes else -bytes end as bytes
  from (
    select c.subject_id, c.metric, c.value as n, c.bytes
    from counter c where c.subject_id = any ($1::uuid[]) and c.metric = any ($2)
    union all
    select d.subject_id, d.metric, d.delta, d.bytes
    from counter_delta d where d.subject_id = any ($1::uuid[]) and d.metric = any ($2)) counted`;

/** Up to so many ids, one's own files are found by them; beyond, whose they are says more. */
const FEW = 100;

/** One's own files are seen whatever their level. */
const writeOwn = (column: 'tag_ids' | 'collection_ids', isFew: boolean) => `
  select wanted.id, 1 as files, size_bytes as bytes
  from media_index cross join lateral unnest(${column}) as carried (id)
  join unnest($1::uuid[]) as wanted (id) on wanted.id = carried.id
  where namespace_id = $3 and visibility = 'live' and uploaded_by = $4 and access_level = any ($5)
    ${isFew ? `and ${column} && $1::uuid[]` : ''}`;

const sum = (rows: string) =>
  `select id, sum(files) as files, sum(bytes) as bytes from (${rows}) seen group by id`;

/**
 * How many live files that the asker may see carry each tag, or lie in each collection: the counters, less those
 * of a level that is hidden. Ids without any may be left out.
 */
export async function countCarriers(
  db: Database,
  { namespaceId, reach: { levels, userId } }: { namespaceId: string; reach: Reach },
  of: 'tags' | 'collections',
  ids: readonly string[],
): Promise<Map<string, VisibleCount>> {
  if (ids.length === 0) return new Map();
  const seen: readonly string[] = levels ?? ['public', ...LEVELS];
  const hidden = ['public', ...LEVELS].filter((level) => !seen.includes(level));
  const metrics = seen.includes('public') ? ['files', ...hidden.map((level) => `files:${level}`)] : [];
  const column = of === 'tags' ? 'tag_ids' : 'collection_ids';
  const isFew = ids.length <= FEW;
  const hasOwn = hidden.length > 0 && userId !== null;
  // How many are one's own, and how common a tag is, decides how they are counted.
  const { rows } = await (hasOwn ? db.pool : db.lists).query<CountRow>({
    name: hasOwn ? `count-carriers-${column}-${isFew}` : 'count-carriers',
    text: sum(hasOwn ? `${COUNTERS} union all ${writeOwn(column, isFew)}` : COUNTERS),
    values: [ids, metrics, ...(hasOwn ? [namespaceId, userId, hidden] : [])],
  });
  return new Map(
    rows.map(({ id, files, bytes }) => [
      id,
      { files: Math.max(0, Number(files)), bytes: Math.max(0, Number(bytes)) },
    ]),
  );
}
