import * as z from 'zod';
import { MediaId, NamespaceId } from './ids.ts';
import { MediaKind } from './media-kinds.ts';

export const StatsOverview = z.object({
  totalFiles: z.int().nonnegative(),
  totalSizeBytes: z.int().nonnegative(),
  filesByType: z.record(MediaKind, z.int().nonnegative()),
  bytesByType: z.record(MediaKind, z.int().nonnegative()),
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

/** What the clean-up of unused files would take now. */
export const UnusedReport = z.object({
  /** For so long nothing has used them. */
  unusedDays: z.int().positive(),
  fileCount: z.int().nonnegative(),
  totalSizeBytes: z.int().nonnegative(),
  /** The oldest, at most 100. */
  mediaIds: z.array(MediaId),
  /** The first clean-up of a namespace only reports. */
  isFirstRun: z.boolean(),
});
export type UnusedReport = z.infer<typeof UnusedReport>;

/** What came in each period and is still there, oldest first; periods in which nothing came are there with zeros. */
export const StorageGrowth = z.object({
  periods: z.array(
    z.object({
      /** The first day, UTC: `2026-11-01`. */
      from: z.iso.date(),
      fileCount: z.int().nonnegative(),
      totalSizeBytes: z.int().nonnegative(),
      filesByType: z.record(MediaKind, z.int().nonnegative()),
    }),
  ),
  /** As old as the last refresh, at most an hour. */
  refreshedAt: z.iso.datetime().nullable(),
});
export type StorageGrowth = z.infer<typeof StorageGrowth>;
