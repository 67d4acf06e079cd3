import * as z from 'zod';
import { UploadId } from '../ids.ts';
import { MediaFile } from '../media.ts';
import { Upload } from '../uploads.ts';
import { mutation, query } from './procedure.ts';

const One = z.strictObject({ id: UploadId });

export const uploads = {
  get: query(One, Upload),
  /** One's own uploads of the last day, newest first, at most 100. */
  list: query(z.strictObject({}), z.array(Upload)),
  abort: mutation(One, z.object({ id: UploadId })),
  /** Makes a file of its own out of an upload that ended as a duplicate, without sending the bytes again. */
  keepBoth: mutation(One, MediaFile),
};
