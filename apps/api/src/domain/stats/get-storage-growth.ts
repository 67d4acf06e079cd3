import { MediaKind, type StorageGrowth } from '@vitrine/schema';
import { authorize } from '../identity/can.ts';
import type { Scope } from '../scope.ts';

interface PeriodRow {
  /** `2026-11-01` */
  from: string;
  kind: MediaKind | null;
  files: bigint;
  bytes: bigint;
}

/**
 * What came in each of the last periods and is still there, the oldest first, up to the present one. All files whoever may
 * see them, so it is for those who may see all.
 * @throws MediaError `auth.denied` for all but admins.
 */
export async function getStorageGrowth(
  scope: Scope,
  { by, periods }: { by: 'day' | 'month'; periods: number },
): Promise<StorageGrowth> {
  authorize(scope.actor, 'stats.growth');
  const { prisma } = scope.db;
  const namespaceId = scope.namespace.id;
  const [rows, refreshed] = await Promise.all([
    prisma.$queryRaw<PeriodRow[]>`
      with last as (select date_trunc(${by}, ${scope.now()}::timestamptz at time zone 'UTC') as start),
      period as (
        select starts.at::date as day, (starts.at + ('1 ' || ${by})::interval)::date as next
        from last cross join generate_series(start - ${periods - 1}::integer * ('1 ' || ${by})::interval, start,
          ('1 ' || ${by})::interval) as starts (at)
      )
      select to_char(p.day, 'YYYY-MM-DD') as "from", g.kind, coalesce(sum(g.file_count), 0)::bigint as files,
        coalesce(sum(g.total_size), 0)::bigint as bytes
      from period p
      left join storage_growth_by_day g
        on g.namespace_id = ${namespaceId}::uuid and g.day >= p.day and g.day < p.next
      group by 1, 2 order by 1`,
    // Both views are refreshed in one transaction, and this one says when.
    prisma.$queryRaw<{ refreshed_at: Date }[]>`
      select refreshed_at from storage_usage_by_namespace where namespace_id = ${namespaceId}::uuid`,
  ]);
  return {
    periods: [...Map.groupBy(rows, ({ from }) => from)].map(([from, kinds]) => {
      const filesOf = (kind: MediaKind) => Number(kinds.find((row) => row.kind === kind)?.files ?? 0);
      return {
        from,
        fileCount: kinds.reduce((sum, { files }) => sum + Number(files), 0),
        totalSizeBytes: kinds.reduce((sum, { bytes }) => sum + Number(bytes), 0),
        filesByType: Object.fromEntries(MediaKind.options.map((kind) => [kind, filesOf(kind)])) as Record<
          MediaKind,
          number
        >,
      };
    }),
    refreshedAt: refreshed[0]?.refreshed_at.toISOString() ?? null,
  };
}
