import * as z from 'zod';
import { CollectionId, MediaId, TagId, TaskId } from './ids.ts';
import { UpdateMediaInput } from './media.ts';
import { MediaQuery } from './media-filters.ts';
import { batchOf } from './paging.ts';
import { TagName, TagReference } from './tags.ts';

/** Files that a call may name one by one. */
export const MAX_BULK_IDS = 10_000;
/** Files that a query may match: more need a narrower one. */
export const MAX_BULK_MATCHES = 100_000;
/** So many are done while the caller waits; more by a task. */
export const BULK_AT_ONCE = 500;

const target = {
  ids: z.array(MediaId).min(1).max(MAX_BULK_IDS).optional(),
  /** All that match at the time of the call, `{}` for all that the actor sees. */
  query: MediaQuery.optional(),
};
const namesOneTarget = ({ ids, query }: { ids?: unknown; query?: unknown }) =>
  (ids === undefined) !== (query === undefined);
const oneTarget = { message: 'Say either ids or query.', path: ['ids'] };

const { description, alt, caption, credit, license, rightsStart, rightsEnd, keep, accessLevel } =
  UpdateMediaInput.shape;
const fields = { description, alt, caption, credit, license, rightsStart, rightsEnd, keep, accessLevel };

/** What becomes of each file; a tag by a name that none has is made. */
export const BulkChanges = z
  .strictObject({
    ...fields,
    addTags: z.array(TagReference).min(1).max(50).optional(),
    removeTags: z.array(TagReference).min(1).max(50).optional(),
    addToCollections: z.array(CollectionId).min(1).max(20).optional(),
    removeFromCollections: z.array(CollectionId).min(1).max(20).optional(),
  })
  .refine((changes) => Object.values(changes).some((value) => value !== undefined), {
    message: 'Say what to change.',
  });
export type BulkChanges = z.output<typeof BulkChanges>;

export const BulkUpdateInput = z
  .strictObject({ ...target, changes: BulkChanges })
  .refine(namesOneTarget, oneTarget);
export const BulkDeleteInput = z
  .strictObject({
    ...target,
    force: z.boolean().default(false),
    /** Stands in the audit. */
    reason: z.string().trim().min(1).max(1000).optional(),
  })
  .refine(namesOneTarget, oneTarget);
/** A query means the trash. */
export const BulkRestoreInput = z.strictObject(target).refine(namesOneTarget, oneTarget);

export const BulkTagInput = z
  .strictObject({
    mediaIds: target.ids,
    query: target.query,
    tagIds: z.array(TagId).min(1).max(50).optional(),
    tagNames: z.array(TagName).min(1).max(50).optional(),
    action: z.enum(['add', 'remove']),
  })
  .refine(({ mediaIds, query }) => namesOneTarget({ ids: mediaIds, query }), {
    message: 'Say either mediaIds or query.',
    path: ['mediaIds'],
  })
  .refine(({ tagIds, tagNames }) => tagIds !== undefined || tagNames !== undefined, {
    message: 'Say which tags: tagIds, tagNames or both.',
    path: ['tagIds'],
  });

/**
 * Up to 500 files are done with the answer; of more, a task tells how far it is. Either can be taken back with
 * `tasks.undo`.
 */
export const BulkOutcome = batchOf(MediaId).extend({
  /** null where nothing was done. */
  taskId: TaskId.nullable(),
  /** How many files are meant. */
  total: z.int().nonnegative(),
  /** false while the task is still to run: `succeeded` and `failed` are empty then. */
  isDone: z.boolean(),
});
export type BulkOutcome = z.infer<typeof BulkOutcome>;
