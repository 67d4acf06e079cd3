import { MediaKind, type StatsOverview } from '@vitrine/schema';
import { authorize, can } from '../identity/can.ts';
import { reachOf } from '../media/reach-of.ts';
import type { Scope } from '../scope.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

interface KindCount {
  metric: string;
  files: bigint;
  bytes: bigint;
}

const byKind = (entries: [MediaKind, number][]) => Object.fromEntries(entries) as Record<MediaKind, number>;

/** How much there is of what the actor may see: the counters, less what is of a level hidden from the actor. */
export async function getStatsOverview(scope: Scope): Promise<StatsOverview> {
  authorize(scope.actor, 'stats.read');
  const { prisma } = scope.db;
  const namespaceId = scope.namespace.id;
  const { levels, userId } = reachOf(scope.actor, 'live');
  const seen = levels ?? ['public', 'members', 'staff', 'private'];
  const since = new Date(scope.now().getTime() - DAY_MS);
  const trash = reachOf(scope.actor, 'trashed');
  const [counted, hidden, recent, own] = await Promise.all([
    prisma.$queryRaw<KindCount[]>`
      select metric, sum(value)::bigint as files, sum(bytes)::bigint as bytes from (
        select metric, value, bytes from counter where subject_id = ${namespaceId}::uuid
        union all
        select metric, delta, bytes from counter_delta where subject_id = ${namespaceId}::uuid) counts
      group by metric`,
    prisma.$queryRaw<KindCount[]>`
      select case when visibility = 'live' then kind else 'trashed' end as metric,
        count(*) as files, sum(size_bytes)::bigint as bytes
      from media_index
      where namespace_id = ${namespaceId}::uuid and visibility in ('live', 'trashed')
        and not access_level = any (${seen}::text[]) and ${levels !== null}
        and uploaded_by is distinct from ${userId}::uuid
      group by 1`,
    prisma.$queryRaw<[{ files: bigint }]>`
      select count(*) as files from media_index
      where namespace_id = ${namespaceId}::uuid and visibility = 'live' and created_at > ${since}
        and (access_level = any (${seen}::text[]) or uploaded_by = ${userId}::uuid)`,
    prisma.$queryRaw<[{ files: bigint }]>`
      select count(*) as files from media_index
      where namespace_id = ${namespaceId}::uuid and visibility = 'trashed' and ${trash.onlyOwn}
        and ${can(scope.actor, 'trash.list')} and uploaded_by = ${trash.userId}::uuid`,
  ]);
  const read = (metric: string) => {
    const all = counted.find((row) => row.metric === metric);
    const less = hidden.find((row) => row.metric === metric);
    return {
      files: Math.max(0, Number(all?.files ?? 0) - Number(less?.files ?? 0)),
      bytes: Math.max(0, Number(all?.bytes ?? 0) - Number(less?.bytes ?? 0)),
    };
  };
  const kinds = MediaKind.options.map((kind) => ({ kind, ...read(kind) }));
  return {
    totalFiles: kinds.reduce((sum, { files }) => sum + files, 0),
    totalSizeBytes: kinds.reduce((sum, { bytes }) => sum + bytes, 0),
    filesByType: byKind(kinds.map(({ kind, files }) => [kind, files])),
    bytesByType: byKind(kinds.map(({ kind, bytes }) => [kind, bytes])),
    trashedFiles: trash.onlyOwn ? Number(own[0].files) : read('trashed').files,
    recentUploads: Number(recent[0].files),
  };
}
