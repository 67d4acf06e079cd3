import * as z from 'zod';
import { WireError } from './errors.ts';
import { MediaId, UploadId } from './ids.ts';
import { MediaFile } from './media.ts';

export const UploadState = z.enum(['open', 'finishing', 'done', 'failed', 'expired']);
export type UploadState = z.infer<typeof UploadState>;

export const Upload = z.object({
  id: UploadId,
  state: UploadState,
  filename: z.string(),
  /** Bytes that are safely stored of `sizeBytes`. */
  offsetBytes: z.int().nonnegative(),
  sizeBytes: z.int().nonnegative(),
  media: MediaFile.nullable(),
  /** The file that had the same bytes already, where this upload made no new one. */
  duplicateOf: MediaId.nullable(),
  error: WireError.omit({ requestId: true }).nullable(),
  createdAt: z.iso.datetime(),
  expiresAt: z.iso.datetime().nullable(),
});
export type Upload = z.infer<typeof Upload>;

/** What happens to bytes that the namespace has already. */
export const OnDuplicate = z.enum(['use-existing', 'keep-both']);
export type OnDuplicate = z.infer<typeof OnDuplicate>;

/**
 * The answer to an accepted file: 201 for a new one, 200 where it equals one that exists: then this **is** that
 * one, `duplicateOf` its id, and `uploads.keepBoth` makes a second file of the same bytes.
 */
export const UploadedMediaFile = MediaFile.extend({
  uploadId: UploadId,
  duplicateOf: MediaId.nullable(),
});
export type UploadedMediaFile = z.infer<typeof UploadedMediaFile>;

/** The fields beside the bytes, in a multipart form and in tus metadata alike; tags are names with commas between. */
export const UploadFields = z.strictObject({
  namespace: z.string().max(100).optional(),
  title: z.string().trim().min(1).max(255).optional(),
  description: z.string().max(10_000).optional(),
  tags: z.string().max(5000).optional(),
  collection: z.uuid().optional(),
  analyze: z.enum(['true', 'false']).optional(),
  onDuplicate: OnDuplicate.optional(),
  /** Goes to the trash after a day unless content uses it by then, or it is kept or put into a collection. */
  temporary: z.enum(['true', 'false']).optional(),
  /** The file that these bytes become a new version of: it keeps its id, URL, metadata and references. */
  replaces: MediaId.optional(),
  /** What is new in this version. */
  note: z.string().max(2000).optional(),
});
export type UploadFields = z.infer<typeof UploadFields>;

/** Several files in one form: an outcome each, in the order they came. */
export const UploadOutcome = z.union([
  z.object({ filename: z.string(), ok: z.literal(true), media: UploadedMediaFile }),
  z.object({ filename: z.string(), ok: z.literal(false), error: WireError }),
]);
export type UploadOutcome = z.infer<typeof UploadOutcome>;

/** What a client sends to the storage itself: this method, to this address, with all of these headers and the bytes. */
export const SignedRequest = z.object({
  url: z.url(),
  method: z.literal('PUT'),
  headers: z.record(z.string(), z.string()),
});
export type SignedRequest = z.infer<typeof SignedRequest>;

/** How the bytes of an announced file shall come. */
export const UploadPlan = z.discriminatedUnion('transport', [
  /** Not at all: this file has the same bytes. `uploads.keepBoth` makes a second one of them. */
  z.object({ transport: z.literal('none'), uploadId: UploadId, media: MediaFile }),
  /** Through this server, by the tus protocol at this path or as a form at `/upload`: clients can't reach the storage. */
  z.object({ transport: z.literal('tus'), path: z.string() }),
  /** In one request to the storage, which must begin before `expiresAt`; then `uploads.complete`. */
  z.object({
    transport: z.literal('put'),
    uploadId: UploadId,
    request: SignedRequest,
    expiresAt: z.iso.datetime(),
  }),
  /** In parts of this length, the last one shorter: `uploads.signParts`, then `uploads.complete` before `expiresAt`. */
  z.object({
    transport: z.literal('parts'),
    uploadId: UploadId,
    partBytes: z.int().positive(),
    partCount: z.int().positive(),
    expiresAt: z.iso.datetime(),
  }),
]);
export type UploadPlan = z.infer<typeof UploadPlan>;
