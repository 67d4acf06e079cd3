import * as z from 'zod';

/** The task that people see while tags that very many files carry are taken off them, batch by batch. */
export const endTagsTaskKind = 'end-tags';

export const endTagsJob = {
  name: 'end-tags',
  payload: z.object({ namespaceId: z.uuid(), taskId: z.uuid() }),
} as const;

export const EndTagsInput = z.object({
  ids: z.array(z.uuid()),
  /** What their files carry instead; null for nothing. */
  intoId: z.uuid().nullable(),
  /** Their slugs, by id: while they end, others may have their names. */
  slugs: z.record(z.string(), z.string()),
});
