import type { NamespaceId, StorageReport } from '@vitrine/schema';
import type * as z from 'zod';
import { authorize } from '../identity/can.ts';
import type { CallerScope } from '../scope.ts';

interface StorageRow {
  namespace_id: string;
  slug: string;
  name: string;
  file_count: bigint;
  total_size: bigint;
  avg_file_size: number;
  image_count: bigint;
  video_count: bigint;
  audio_count: bigint;
  document_count: bigint;
  refreshed_at: Date;
}

/** Storage by namespace, the largest first, as of the last refresh of the view.
 *  @throws MediaError `auth.denied` for all but the operator. */
export async function getStorageReport(scope: CallerScope): Promise<z.output<typeof StorageReport>> {
  authorize(scope.actor, 'stats.storage');
  const rows = await scope.db.prisma.$queryRaw<StorageRow[]>`
    select s.*, n.slug, n.name from storage_usage_by_namespace s join namespace n on n.id = s.namespace_id
    order by s.total_size desc, n.slug`;
  return {
    refreshedAt: rows[0]?.refreshed_at.toISOString() ?? null,
    namespaces: rows.map((row) => ({
      namespaceId: row.namespace_id as NamespaceId,
      slug: row.slug,
      name: row.name,
      fileCount: Number(row.file_count),
      totalSizeBytes: Number(row.total_size),
      averageSizeBytes: row.avg_file_size,
      imageCount: Number(row.image_count),
      videoCount: Number(row.video_count),
      audioCount: Number(row.audio_count),
      documentCount: Number(row.document_count),
    })),
  };
}
