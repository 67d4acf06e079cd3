import { MediaKind, type StatsOverview } from '@vitrine/schema';
import { type MediaFilter, Values, writeMediaCondition } from '../../search-index/media-filter.ts';
import { authorize, can } from '../identity/can.ts';
import { reachOf } from '../media/reach-of.ts';
import type { Scope } from '../scope.ts';

const RECENT_MS = 24 * 60 * 60 * 1000;

interface KindRow {
  kind: MediaKind;
  files: string;
  bytes: string;
  recent: string;
}

/** Counts what the actor may see, as the list would show it; files of the trash only for those who restore. */
export async function getOverview(scope: Scope): Promise<StatsOverview> {
  authorize(scope.actor, 'stats.read');
  const values = new Values();
  const since = values.add(new Date(scope.now().getTime() - RECENT_MS));
  const { rows } = await scope.db.pool.query<KindRow>({
    text: `select kind, count(*) as files, sum(size_bytes) as bytes, count(*) filter (where created_at > ${since}) as recent
      from media_index where ${writeMediaCondition(filterOf(scope, 'live'), values)} group by kind`,
    values: values.list,
  });
  const sum = (read: (row: KindRow) => string) => rows.reduce((total, row) => total + Number(read(row)), 0);
  const filesOf = (kind: MediaKind) => Number(rows.find((row) => row.kind === kind)?.files ?? 0);
  return {
    totalFiles: sum(({ files }) => files),
    totalSizeBytes: sum(({ bytes }) => bytes),
    filesByType: Object.fromEntries(MediaKind.options.map((kind) => [kind, filesOf(kind)])) as Record<
      MediaKind,
      number
    >,
    trashedFiles: await countTrashed(scope),
    recentUploads: sum(({ recent }) => recent),
  };
}

async function countTrashed(scope: Scope): Promise<number> {
  if (!can(scope.actor, 'trash.list')) return 0;
  const values = new Values();
  const condition = writeMediaCondition(filterOf(scope, 'trashed'), values);
  const { rows } = await scope.db.pool.query<{ files: string }>({
    text: `select count(*) as files from media_index where ${condition}`,
    values: values.list,
  });
  return Number(rows[0]?.files ?? 0);
}

function filterOf({ actor, namespace }: Scope, state: MediaFilter['state']): MediaFilter {
  return { namespaceId: namespace.id, state, reach: reachOf(actor, state) };
}
