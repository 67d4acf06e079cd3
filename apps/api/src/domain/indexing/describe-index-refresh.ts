import * as z from 'zod';

/** The task that people see while the rows that search reads are brought up to date, batch by batch. */
export const refreshIndexTaskKind = 'refresh-index';

export const refreshIndexJob = {
  name: 'refresh-index',
  payload: z.object({ namespaceId: z.uuid(), taskId: z.uuid() }),
} as const;

/** Which files, all whose row was not made for the present language of the namespace where it says neither, and how far it is: so a worker that takes it over goes on where the one before was. */
export const IndexRefreshInput = z.object({
  /** Those that carry this tag. */
  tagId: z.uuid().nullable(),
  /** Those whose row still names this collection, which is gone. */
  collectionId: z.uuid().nullable().default(null),
  /** All up to this file are done. */
  afterId: z.uuid().nullable(),
});
