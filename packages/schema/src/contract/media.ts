import * as z from 'zod';
import { MediaExport } from '../exports.ts';
import { MediaId } from '../ids.ts';
import { MediaFile, MediaListInput, MediaPage, UpdateMediaInput } from '../media.ts';
import { batchOf } from '../paging.ts';
import { MediaUsage } from '../references.ts';
import { mutation, query } from './procedure.ts';

const One = z.strictObject({ id: MediaId });
/** As many as a person may choose: all that match a filter. */
const Many = z.strictObject({ ids: z.array(MediaId).min(1).max(10_000) });
const Some = z.strictObject({ ids: z.array(MediaId).min(1).max(500) });

export const media = {
  list: query(MediaListInput, MediaPage),
  /** Also finds a file in the trash, for those who may restore it. */
  get: query(One, MediaFile),
  /** In the order asked for; what does not exist or may not be seen is left out. */
  getMany: query(Some, z.array(MediaFile)),
  update: mutation(UpdateMediaInput, MediaFile),
  /** Moves to the trash. One that content uses fails with `media.in-use`; the message names the content. */
  delete: mutation(Some, batchOf(MediaId)),
  restore: mutation(Some, batchOf(MediaId)),
  usage: query(One, MediaUsage),
  /** A link to a ZIP of the originals, in this order. What does not exist or may not be seen is left out. */
  export: mutation(Many, MediaExport),
};
