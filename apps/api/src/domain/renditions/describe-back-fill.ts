import * as z from 'zod';

/** The job that looks for files whose thumbnails are made by other recipes than those configured. */
export const planBackFillJob = { name: 'plan-back-fill', payload: z.strictObject({}) } as const;

/** The job that makes their thumbnails anew, in one namespace. */
export const backFillThumbnailsJob = {
  name: 'back-fill-thumbnails',
  payload: z.strictObject({ namespaceId: z.uuid(), taskId: z.uuid() }),
} as const;

export const backFillTaskKind = 'back-fill-thumbnails';

/** What a task keeps of its work: which recipes it was for, and how many files could not be read again. */
export const BackFillOutcomes = z.tuple([z.object({ recipes: z.string(), failed: z.int() })]);
