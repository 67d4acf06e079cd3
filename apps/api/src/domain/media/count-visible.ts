import type { Scope } from '../scope.ts';
import { reachOf } from './reach-of.ts';

export interface VisibleCount {
  files: number;
  bytes: number;
}

interface CountRow {
  id: string;
  files: bigint;
  bytes: bigint;
}

/**
 * How many live files that the actor may see carry each tag, or lie in each collection: the counters, less those
 * of a level that is hidden from the actor. Ids without any are left out.
 */
export async function countVisible(
  scope: Scope,
  of: 'tags' | 'collections',
  ids: readonly string[],
): Promise<Map<string, VisibleCount>> {
  if (ids.length === 0) return new Map();
  const { prisma } = scope.db;
  const rows = await prisma.$queryRaw<CountRow[]>`
    select subject_id as id, value as files, bytes from counts_of('files', ${[...ids]}::uuid[])`;
  const counts = new Map(
    rows.map(({ id, files, bytes }) => [id, { files: Number(files), bytes: Number(bytes) }]),
  );
  const { levels, userId } = reachOf(scope.actor, 'live');
  if (levels === null) return counts;

  const hidden = await prisma.$queryRaw<CountRow[]>`
    select id, count(*) as files, sum(size_bytes)::bigint as bytes
    from media_index cross join lateral unnest(
      case when ${of === 'tags'} then tag_ids else collection_ids end) as carried (id)
    where namespace_id = ${scope.namespace.id}::uuid and visibility = 'live'
      and access_level = any (array['public', 'members', 'staff', 'private'])
      and not access_level = any (${[...levels]}::text[])
      and uploaded_by is distinct from ${userId}::uuid and id = any (${[...ids]}::uuid[])
    group by id`;
  for (const { id, files, bytes } of hidden) {
    const all = counts.get(id) ?? { files: 0, bytes: 0 };
    counts.set(id, {
      files: Math.max(0, all.files - Number(files)),
      bytes: Math.max(0, all.bytes - Number(bytes)),
    });
  }
  return counts;
}
