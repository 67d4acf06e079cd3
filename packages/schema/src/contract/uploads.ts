import * as z from 'zod';
import { TaskId, UploadId } from '../ids.ts';
import { MediaFile } from '../media.ts';
import { Upload, UploadFields } from '../uploads.ts';
import { mutation, query } from './procedure.ts';

const One = z.strictObject({ id: UploadId });

export const uploads = {
  get: query(One, Upload),
  /** One's own uploads of the last day, newest first, at most 100. */
  list: query(z.strictObject({}), z.array(Upload)),
  abort: mutation(One, z.object({ id: UploadId })),
  /** Makes a file of its own out of an upload that ended as a duplicate, without sending the bytes again. */
  keepBoth: mutation(One, MediaFile),
  /**
   * Fetches a file that anyone can download, in the background: `tasks.get` tells how far it is (`done` of `total` in
   * KiB), `tasks.cancel` stops it, `uploads.get` holds the file or why it was refused.
   */
  importFromUrl: mutation(
    z.strictObject({
      /** http or https, without user and password. */
      url: z.string().max(2048),
      /** In the place of the name that the server or the address gives. */
      filename: z.string().trim().min(1).max(255).optional(),
      fields: UploadFields.optional(),
    }),
    z.object({ taskId: TaskId, uploadId: UploadId }),
  ),
};
