import type { Transaction } from '../../db/transaction.ts';
import type { Scope } from '../scope.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * What nothing uses: no content, now or within the days, no version of a page, no collection, no cover, no file that it
 * stands in for; and that nobody said to keep. $1 is the namespace, $2 the time before which all this must have been.
 */
const unused = `
  m.namespace_id = $1::uuid and m.deleted_at is null and m.merged_at is null and not m.keep and m.created_at < $2::timestamptz
  and not exists (select from reference r where r.namespace_id = m.namespace_id and r.media_id = m.id)
  and not exists (select from snapshot_item s
    where s.namespace_id = m.namespace_id and s.shown_media_id = m.id and s.needs_version)
  and not exists (select from collection_item c where c.namespace_id = m.namespace_id and c.media_id = m.id)
  and not exists (select from collection c where c.namespace_id = m.namespace_id and c.cover_media_id = m.id)
  and not exists (select from media o where o.namespace_id = m.namespace_id and o.replaced_by = m.id
    and (o.merged_at is null or o.deleted_at is null))
  and not exists (select from counter c
    where c.subject_id = m.id and c.metric = 'references' and c.changed_at >= $2::timestamptz)
  and not exists (select from counter_delta d
    where d.subject_id = m.id and d.metric = 'references' and d.created_at >= $2::timestamptz)`;

export interface UnusedSummary {
  fileCount: number;
  totalSizeBytes: number;
  /** The oldest, at most 100. */
  mediaIds: string[];
}

export function unusedBefore({ now }: Pick<Scope, 'now'>, unusedDays: number): Date {
  return new Date(now().getTime() - unusedDays * DAY_MS);
}

export async function summarizeUnused(scope: Scope, before: Date): Promise<UnusedSummary> {
  const { rows } = await scope.db.pool.query<{ files: string; bytes: string; ids: string[] }>(
    `select count(*) as files, coalesce(sum(i.size_bytes), 0) as bytes,
       (array_agg(m.id order by m.created_at, m.id))[1:100] as ids
     from media m join media_index i on i.media_id = m.id where ${unused}`,
    [scope.namespace.id, before],
  );
  const [row] = rows;
  return {
    fileCount: Number(row?.files ?? 0),
    totalSizeBytes: Number(row?.bytes ?? 0),
    mediaIds: row?.ids ?? [],
  };
}

/**
 * Locks the next unused files, at most so many. What was found is looked at again under the lock: nobody can begin to
 * use one from then until the commit.
 * @returns their ids, and the last of the files that were looked at: begin behind it the next time; null at the end.
 */
export async function lockUnused(
  tx: Transaction,
  scope: Scope,
  { before, afterId, limit }: { before: Date; afterId: string | null; limit: number },
): Promise<{ ids: string[]; lastId: string | null }> {
  const namespaceId = scope.namespace.id;
  const found = await tx.$queryRawUnsafe<{ id: string }[]>(
    `select m.id from media m where ${unused} and ($3::uuid is null or m.id > $3::uuid)
     order by m.id limit $4::int for update of m skip locked`,
    namespaceId,
    before,
    afterId,
    limit,
  );
  const still = await tx.$queryRawUnsafe<{ id: string }[]>(
    `select m.id from media m where ${unused} and m.id = any ($3::uuid[]) order by m.id`,
    namespaceId,
    before,
    found.map(({ id }) => id),
  );
  return { ids: still.map(({ id }) => id), lastId: found.at(-1)?.id ?? null };
}
