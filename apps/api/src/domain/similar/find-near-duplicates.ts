import { NEAR_DUPLICATE_DISTANCE } from '@vitrine/schema';
import { type Transaction, transaction } from '../../db/transaction.ts';
import type { Services } from '../scope.ts';

/** Files of one transaction: their rows are held meanwhile, some hundred milliseconds. */
const BATCH_SIZE = 50;
/** Of a file that is one of thousands so many pairs are kept, the nearest: enough to find the others from them. */
const MAX_PAIRS = 200;
const BATCH_TIMEOUT_MS = 60_000;

interface Subject {
  namespace_id: string;
  media_id: string;
  phash: bigint | null;
}

interface Pair {
  namespace_id: string;
  media_id: string;
  other_id: string;
  distance: number;
}

/**
 * Compares files that are new, show other bytes or are back from the trash with all others of their namespace, a batch at a
 * time. A file that is changed meanwhile is left for the next run; stopped at any point, the next run goes on.
 * @returns how many files were compared.
 */
export async function findNearDuplicates(
  { db }: Pick<Services, 'db'>,
  signal?: AbortSignal,
): Promise<number> {
  let compared = 0;
  let last: Pick<Subject, 'namespace_id' | 'media_id'> | null = null;
  while (!signal?.aborted) {
    const after = last;
    const options = { timeoutMs: BATCH_TIMEOUT_MS };
    const taken: Subject[] = await transaction({ db }, (tx) => compareBatch(tx, after), options);
    last = taken.at(-1) ?? null;
    if (last === null) break;
    compared += taken.length;
  }
  return compared;
}

async function compareBatch(
  tx: Transaction,
  after: Pick<Subject, 'namespace_id' | 'media_id'> | null,
): Promise<Subject[]> {
  // One batch after the other, so that what one writes the next one sees.
  await tx.$queryRaw`select 1 as held from pg_advisory_xact_lock(hashtextextended('near_duplicate', 0))`;
  // Who gives a file other bytes, or purges it, waits until the pairs are written; who was first is not waited for.
  const subjects = await tx.$queryRaw<Subject[]>`
    select i.namespace_id, i.media_id, i.phash
    from media_index i join media m on m.id = i.media_id
    where i.phash is distinct from i.compared_phash
      and (${after?.namespace_id ?? null}::uuid is null
        or (i.namespace_id, i.media_id) > (${after?.namespace_id ?? null}::uuid, ${after?.media_id ?? null}::uuid))
    order by i.namespace_id, i.media_id limit ${BATCH_SIZE} for key share of m skip locked`;
  if (subjects.length === 0) return subjects;
  const ids = subjects.map(({ media_id }) => media_id);
  const pairs = await holdOthers(tx, await findPairs(tx, ids));
  await tx.$executeRaw`delete from near_duplicate where media_id = any (${ids}::uuid[])
    and namespace_id = any (${subjects.map(({ namespace_id }) => namespace_id)}::uuid[])`;
  await tx.$executeRaw`delete from near_duplicate where other_id = any (${ids}::uuid[])
    and namespace_id = any (${subjects.map(({ namespace_id }) => namespace_id)}::uuid[])`;
  await tx.$executeRaw`
    insert into near_duplicate (namespace_id, media_id, other_id, distance)
    select p.namespace_id, both_ways.media_id, both_ways.other_id, p.distance
    from jsonb_to_recordset(${JSON.stringify(pairs)}::jsonb) as p (namespace_id uuid, media_id uuid, other_id uuid, distance int)
    cross join lateral (values (p.media_id, p.other_id), (p.other_id, p.media_id)) as both_ways (media_id, other_id)
    on conflict do nothing`;
  // A picture that was read anew meanwhile has another hash, and stays to be compared.
  const done = JSON.stringify(subjects.map(({ media_id: id, phash }) => ({ id, phash: phash?.toString() })));
  await tx.$executeRaw`
    update media_index i set compared_phash = s.phash
    from jsonb_to_recordset(${done}::jsonb) as s (id uuid, phash bigint)
    where i.media_id = s.id and i.phash is not distinct from s.phash`;
  return subjects;
}

/**
 * The same bytes, of whatever kind; and pictures whose hashes are near. The hash of a picture without a pattern is 0: it looks
 * like each other of its sort, so it is a duplicate of the same bytes only. The namespace is compared as text so that the
 * index of the bands is taken, whatever is known of the table: an index by namespace would be read from end to end.
 */
function findPairs(tx: Transaction, ids: readonly string[]): Promise<Pair[]> {
  return tx.$queryRaw<Pair[]>`
    with s as materialized (
      select i.namespace_id, i.media_id, i.phash, v.blob_id, bands_near(nullif(i.phash, 0)) as bands
      from media_index i
      join media m on m.id = i.media_id
      join media_version v on v.namespace_id = m.namespace_id and v.media_id = m.id and v.id = m.current_version_id
      where i.media_id = any (${[...ids]}::uuid[]))
    select s.namespace_id, s.media_id, near.other_id, near.distance
    from s
    cross join lateral (
      select found.other_id, min(found.distance) as distance from (
        select o.media_id as other_id, bit_count((s.phash # o.phash)::bit(64))::integer as distance
        from media_index o
        where o.phash_bands && s.bands and o.visibility = 'live' and o.phash is not null
          and o.namespace_id::text = s.namespace_id::text and o.media_id <> s.media_id
          and bit_count((s.phash # o.phash)::bit(64)) <= ${NEAR_DUPLICATE_DISTANCE}
        union all
        select w.media_id, 0
        from media_version w join media o on o.id = w.media_id and o.current_version_id = w.id
        where w.namespace_id = s.namespace_id and w.blob_id = s.blob_id and w.media_id <> s.media_id) found
      group by found.other_id order by distance, found.other_id limit ${MAX_PAIRS}) near`;
}

/** Those whose other one is not being purged, nor is until the pairs are written. */
async function holdOthers(tx: Transaction, pairs: readonly Pair[]): Promise<Pair[]> {
  const ids = [...new Set(pairs.map(({ other_id }) => other_id))];
  const held = await tx.$queryRaw<{ id: string }[]>`
    select id from media where id = any (${ids}::uuid[]) and purge_started_at is null order by id for key share`;
  const there = new Set(held.map(({ id }) => id));
  return pairs.filter(({ other_id }) => there.has(other_id));
}
