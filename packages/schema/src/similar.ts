import * as z from 'zod';
import { MediaId, TaskId } from './ids.ts';
import { MediaFile } from './media.ts';

/** Two pictures whose perceptual hashes differ in no more bits look the same to most people. */
export const NEAR_DUPLICATE_DISTANCE = 5;

export const SimilarMedia = z.object({
  file: MediaFile,
  /** 0..1: 1 is the same picture. */
  likeness: z.number().min(0).max(1),
  isNearDuplicate: z.boolean(),
});
export type SimilarMedia = z.infer<typeof SimilarMedia>;

export const DuplicateGroup = z.object({
  /** The first is the one to keep: the most used, of those the largest, of those the oldest. At most 50. */
  files: z.array(MediaFile).min(2),
  /** All have the same bytes. */
  isIdentical: z.boolean(),
});
export type DuplicateGroup = z.infer<typeof DuplicateGroup>;

export const DuplicatePage = z.object({
  groups: z.array(DuplicateGroup),
  nextCursor: z.string().nullable(),
});
export type DuplicatePage = z.infer<typeof DuplicatePage>;

export const MergeMediaInput = z.strictObject({
  keepId: MediaId,
  mergeIds: z.array(MediaId).min(1).max(20),
});

export const MergeOutcome = z.object({
  /** The file that is kept, with what it took over. */
  file: MediaFile,
  /** Takes it back with `tasks.undo`. */
  taskId: TaskId,
});
export type MergeOutcome = z.infer<typeof MergeOutcome>;
