import * as z from 'zod';
import { TaskId } from './ids.ts';

/** Files packed into one, while it is downloaded. */
export const MediaExport = z.object({
  /** Tells how far the download is. */
  taskId: TaskId,
  /** Opens for whoever has it, with what the one who asked may see at that time. */
  url: z.url(),
  filename: z.string(),
  /** As it is now. */
  fileCount: z.int().nonnegative(),
  sizeBytes: z.int().nonnegative(),
  expiresAt: z.iso.datetime(),
});
export type MediaExport = z.infer<typeof MediaExport>;
