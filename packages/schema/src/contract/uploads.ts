import * as z from 'zod';
import { TaskId, UploadId } from '../ids.ts';
import { MediaFile } from '../media.ts';
import { SignedRequest, Upload, UploadFields, UploadPlan } from '../uploads.ts';
import { mutation, query } from './procedure.ts';

const One = z.strictObject({ id: UploadId });

export const uploads = {
  /**
   * Announces a file, and is told how its bytes shall come: straight to the storage where clients can reach it, else by
   * tus; not at all where the namespace has them already.
   */
  begin: mutation(
    z.strictObject({
      filename: z.string().max(1000),
      sizeBytes: z.int().nonnegative(),
      /** Of the whole file, 64 hexadecimal digits. Without it the bytes come through the server. */
      sha256: z
        .string()
        .regex(/^[0-9a-f]{64}$/)
        .optional(),
      mimeType: z.string().max(255).optional(),
      fields: UploadFields.optional(),
    }),
    UploadPlan,
  ),
  /** Signs a request for each of these parts, counted from 1. A part that was lost is signed and sent again. */
  signParts: mutation(
    z.strictObject({ id: UploadId, partNumbers: z.array(z.int().min(1).max(10_000)).min(1).max(100) }),
    z.array(z.object({ partNumber: z.int(), sizeBytes: z.int(), request: SignedRequest })),
  ),
  /**
   * All bytes are in the storage: they are read, hashed and checked. A large file is `finishing` still when this
   * answers; `uploads.get` tells the end. Repeating it answers the same. Refused with `conflict` while bytes are missing.
   */
  complete: mutation(One, Upload),
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
