import * as z from 'zod';

/** How many there are; `isExact` is false where counting all would cost more than it tells ("about 10,000"). */
export const Total = z.object({ value: z.int().nonnegative(), isExact: z.boolean() });
export type Total = z.infer<typeof Total>;

/** A page of a list. Cursors are opaque and hold for the same sort and filters only. */
export const pageOf = <Item extends z.ZodType>(item: Item) =>
  z.object({
    items: z.array(item),
    nextCursor: z.string().nullable(),
    previousCursor: z.string().nullable(),
    total: Total,
  });

/** An outcome per id: one that fails does not undo the others. */
export const BatchFailure = z.object({
  id: z.string(),
  code: z.string(),
  message: z.string(),
  /** What a program can act on: of `media.in-use` the content, `{ usedIn: MediaUse[] }`. */
  details: z.record(z.string(), z.unknown()).optional(),
});
export const batchOf = <Id extends z.ZodType>(id: Id) =>
  z.object({ succeeded: z.array(id), failed: z.array(BatchFailure) });
