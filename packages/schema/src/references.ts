import * as z from 'zod';
import { MediaId } from './ids.ts';
import { Crop } from './media.ts';

export const ContentState = z.enum(['draft', 'published', 'archived']);
export type ContentState = z.infer<typeof ContentState>;

const ContentType = z.string().trim().min(1).max(100);
const ExternalId = z.string().min(1).max(255);

/** Names a piece of the host's content: a page, a post, a widget. */
export const ContentKey = z.strictObject({
  type: ContentType,
  id: ExternalId,
  locale: z.string().max(35).default(''),
  state: ContentState.default('published'),
});
export type ContentKey = z.infer<typeof ContentKey>;

/** The same with what people see of it, where a delete is refused or a use is shown. */
export const ContentItemInput = ContentKey.extend({
  title: z.string().max(500).default(''),
  /** Where an editor opens it: http, https or a path of the host. */
  url: z
    .string()
    .max(2000)
    .regex(/^(https?:\/\/|\/(?!\/))/)
    .nullable()
    .default(null),
});

/** A JSON Pointer with stable block ids (`/blocks/8f2c/image`), never positions in an array; '' is the whole item. */
export const FieldPath = z
  .string()
  .max(500)
  .regex(/^(\/.*)?$/s);

export const ReferenceInput = z.strictObject({
  mediaId: MediaId,
  fieldPath: FieldPath,
  /** Shows this version of the file, whatever becomes of the file: its bytes are kept as long as it does. */
  version: z.int().positive().optional(),
  crop: Crop.optional(),
  alt: z.string().max(2000).optional(),
  decorative: z.boolean().optional(),
  caption: z.string().max(2000).optional(),
});

/** What a host calls a version of its content that can be restored. */
export const SnapshotName = z.string().min(1).max(255);

export const SyncReferencesInput = z.strictObject({
  content: ContentItemInput,
  /** All that the content uses now: what is missing here is removed. */
  references: z.array(ReferenceInput).max(5000),
  /** Keeps what the content shows now, under the host's name for its version: see `registerSnapshot`. */
  snapshot: SnapshotName.optional(),
});

export const SyncReferencesResult = z.object({
  added: z.int().nonnegative(),
  removed: z.int().nonnegative(),
  unchanged: z.int().nonnegative(),
});

export const AddReferenceInput = z.strictObject({
  mediaId: MediaId,
  content: ContentItemInput,
  fieldPath: FieldPath.default(''),
});
export const RemoveReferenceInput = z.strictObject({
  mediaId: MediaId,
  content: ContentKey,
  /** Without it every use of the file in this content goes. */
  fieldPath: FieldPath.optional(),
});

/** One use of a file. */
export const MediaUse = z.object({
  contentType: z.string(),
  contentId: z.string(),
  title: z.string(),
  url: z.string().nullable(),
  locale: z.string(),
  state: ContentState,
  fieldPaths: z.array(z.string()),
  seenAt: z.iso.datetime(),
});
export type MediaUse = z.infer<typeof MediaUse>;

export const MediaUsage = z.object({
  mediaId: MediaId,
  referenceCount: z.int().nonnegative(),
  lastReferencedAt: z.iso.datetime().nullable(),
  /** At most 500, newest first. */
  usedIn: z.array(MediaUse),
});
export type MediaUsage = z.infer<typeof MediaUsage>;

export const ContentReference = z.object({ mediaId: MediaId, fieldPath: z.string() });
