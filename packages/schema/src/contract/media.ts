import * as z from 'zod';
import { BulkDeleteInput, BulkOutcome, BulkRestoreInput, BulkUpdateInput } from '../bulk.ts';
import { MediaExport } from '../exports.ts';
import { MediaId, TaskId } from '../ids.ts';
import { MediaFile, MediaListInput, MediaPage, UpdateMediaInput } from '../media.ts';
import {
  CompareVersionsInput,
  MediaVersion,
  RemoveVersionsInput,
  ReplaceMediaInput,
  RestoreVersionInput,
  VersionComparison,
} from '../media-versions.ts';
import { batchOf } from '../paging.ts';
import { ImpactAction, MediaImpact, MediaUsage } from '../references.ts';
import { DuplicatePage, MergeMediaInput, MergeOutcome, SimilarMedia } from '../similar.ts';
import { mutation, query } from './procedure.ts';

const One = z.strictObject({ id: MediaId });
/** As many as a person may choose: all that match a filter. */
const Many = z.strictObject({ ids: z.array(MediaId).min(1).max(10_000) });
const Some = z.strictObject({ ids: z.array(MediaId).min(1).max(500) });
/** Stands in the audit. */
const Reason = z.string().trim().min(1).max(1000);
const ByForce = { force: z.boolean().default(false), reason: Reason.optional() };

export const media = {
  list: query(MediaListInput, MediaPage),
  /** Also finds a file in the trash, for those who may restore it. */
  get: query(One, MediaFile),
  /**
   * What content shows for these ids, in the order asked for; what does not exist or may not be seen is left out. A file
   * that was replaced everywhere comes under its own id and with `replacedBy`, but as the file in its place.
   */
  getMany: query(Some, z.array(MediaFile)),
  update: mutation(UpdateMediaInput, MediaFile),
  /**
   * Moves to the trash. One that content uses fails with `media.in-use`; the message names the content. With `force` an
   * admin moves it nevertheless and says why: that content goes on showing it, nothing new can use it.
   */
  delete: mutation(Some.extend(ByForce), batchOf(MediaId)),
  restore: mutation(Some, batchOf(MediaId)),
  /** Tags, collections, texts, rights and level of many files: named one by one, or all that a query matches. */
  bulkUpdate: mutation(BulkUpdateInput, BulkOutcome),
  bulkDelete: mutation(BulkDeleteInput, BulkOutcome),
  bulkRestore: mutation(BulkRestoreInput, BulkOutcome),
  /**
   * Deletes for ever, at once, in the trash or not: nothing of it is served from now on, and the task tells how far the
   * removal of the bytes is. One that content uses, or that a page version needs, fails with `media.in-use` unless by
   * `force`; `taskId` is null where nothing was purged. For admins, with a reason where it is not in the trash.
   */
  purge: mutation(Some.extend(ByForce), batchOf(MediaId).extend({ taskId: TaskId.nullable() })),
  /** Gives a file the bytes of another one of its kind, as a new version. */
  replace: mutation(ReplaceMediaInput, MediaFile),
  versions: {
    /** Newest first. */
    list: query(One, z.array(MediaVersion)),
    /** Shows an old version again, as a new one. */
    restore: mutation(RestoreVersionInput, MediaFile),
    compare: query(CompareVersionsInput, VersionComparison),
    /** Deletes the bytes of old versions for ever: neither the current one nor one that content shows. For admins. */
    remove: mutation(RemoveVersionsInput, z.array(MediaVersion)),
  },
  approve: mutation(Some.extend({ note: z.string().trim().max(2000).optional() }), batchOf(MediaId)),
  /** One that content uses fails with `media.in-use`. The others go to the trash after the days of the namespace. */
  reject: mutation(Some.extend({ reason: Reason }), batchOf(MediaId)),
  /** Moves to the trash what nothing has used for so long; the first run of a namespace only reports. For admins. */
  cleanupUnused: mutation(
    z.strictObject({ unusedDays: z.int().min(1).max(3650).optional(), dryRun: z.boolean().default(true) }),
    z.object({ taskId: TaskId }),
  ),
  usage: query(One, MediaUsage),
  /** What content would notice of an action, file by file; files that may not be seen are left out. */
  impact: query(Some.extend({ action: ImpactAction }), z.array(MediaImpact)),
  /**
   * Shows another file wherever content names this one, without a change to any content; null undoes it. Content that
   * pinned a version keeps it.
   */
  replaceEverywhere: mutation(z.strictObject({ from: MediaId, to: MediaId.nullable() }), MediaFile),
  /** Pictures that look like this one, the likest first. Empty for what is no picture. */
  similar: query(One.extend({ limit: z.int().min(1).max(50).default(20) }), z.array(SimilarMedia)),
  /** Files that are the same or look nearly so, by group; only what the actor may see. */
  duplicates: query(
    z.strictObject({ limit: z.int().min(1).max(50).default(20), after: z.string().max(2000).optional() }),
    DuplicatePage,
  ),
  /**
   * Lets one file stand for others of its kind: content that names them shows it from now on, it takes over their tags, their
   * collections and the texts that it lacks, and those that nothing uses go to the trash.
   */
  merge: mutation(MergeMediaInput, MergeOutcome),
  /** A link to a ZIP of the originals, in this order. What does not exist or may not be seen is left out. */
  export: mutation(Many, MediaExport),
};
