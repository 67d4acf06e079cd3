import * as z from 'zod';
import { MediaId } from '../ids.ts';
import { MediaFile, MediaListInput, MediaPage, UpdateMediaInput } from '../media.ts';
import { batchOf } from '../paging.ts';
import { ImpactAction, MediaImpact, MediaUsage } from '../references.ts';
import { mutation, query } from './procedure.ts';

const One = z.strictObject({ id: MediaId });
const Some = z.strictObject({ ids: z.array(MediaId).min(1).max(500) });

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
  /** Moves to the trash. One that content uses fails with `media.in-use`; the message names the content. */
  delete: mutation(Some, batchOf(MediaId)),
  restore: mutation(Some, batchOf(MediaId)),
  usage: query(One, MediaUsage),
  /** What content would notice of an action, file by file; files that may not be seen are left out. */
  impact: query(Some.extend({ action: ImpactAction }), z.array(MediaImpact)),
  /**
   * Shows another file wherever content names this one, without a change to any content; null undoes it. Content that
   * pinned a version keeps it.
   */
  replaceEverywhere: mutation(z.strictObject({ from: MediaId, to: MediaId.nullable() }), MediaFile),
};
