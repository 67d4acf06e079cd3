import * as z from 'zod';
import { NamespaceId } from './ids.ts';
import { MediaKind } from './media-kinds.ts';

export const StatsOverview = z.object({
  totalFiles: z.int().nonnegative(),
  totalSizeBytes: z.int().nonnegative(),
  filesByType: z.record(MediaKind, z.int().nonnegative()),
  trashedFiles: z.int().nonnegative(),
  /** Uploads of the last 24 hours. */
  recentUploads: z.int().nonnegative(),
});
export type StatsOverview = z.infer<typeof StatsOverview>;

export const NamespaceStorage = z.object({
  namespaceId: NamespaceId,
  slug: z.string(),
  name: z.string(),
  fileCount: z.int().nonnegative(),
  totalSizeBytes: z.int().nonnegative(),
  averageSizeBytes: z.number().nonnegative(),
  imageCount: z.int().nonnegative(),
  videoCount: z.int().nonnegative(),
  audioCount: z.int().nonnegative(),
  documentCount: z.int().nonnegative(),
});
export const StorageReport = z.object({
  namespaces: z.array(NamespaceStorage),
  refreshedAt: z.iso.datetime().nullable(),
});
