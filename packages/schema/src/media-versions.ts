import * as z from 'zod';
import { MediaId, UserId } from './ids.ts';
import { Thumbnail } from './media.ts';

const VersionNumber = z.int().positive();

/** What a file showed at one time. Restoring an old one adds a new one: the history only grows. */
export const MediaVersion = z.object({
  mediaId: MediaId,
  number: VersionNumber,
  isCurrent: z.boolean(),
  note: z.string(),
  createdAt: z.iso.datetime(),
  /** null for a key, and for somebody who was erased. */
  createdBy: z.object({ id: UserId, displayName: z.string() }).nullable(),
  originalFilename: z.string(),
  mimeType: z.string(),
  sizeBytes: z.int().positive(),
  width: z.int().positive().nullable(),
  height: z.int().positive().nullable(),
  durationSeconds: z.number().positive().nullable(),
  pageCount: z.int().positive().nullable(),
  /** SHA-256 of the bytes, 64 hexadecimal digits. */
  hash: z.string(),
  /** How many places of content, and saved versions of pages, show this very version: it is never purged then. */
  pinCount: z.int().nonnegative(),
  /** Its bytes were purged: nothing but this line is left. */
  isPurged: z.boolean(),
  /** The bytes of this version, whatever the file shows by now; null where they were purged. */
  url: z.string().nullable(),
  thumbnail: Thumbnail.nullable(),
});
export type MediaVersion = z.infer<typeof MediaVersion>;

export const VersionDifference = z.object({ field: z.string(), from: z.unknown(), to: z.unknown() });

export const VersionComparison = z.object({
  from: MediaVersion,
  to: MediaVersion,
  isSameBytes: z.boolean(),
  /** Size, dimensions, type, name and what the files say of themselves, where it differs. */
  differences: z.array(VersionDifference),
});
export type VersionComparison = z.infer<typeof VersionComparison>;

const Note = z.string().trim().max(2000);

export const RestoreVersionInput = z.strictObject({
  id: MediaId,
  number: VersionNumber,
  note: Note.optional(),
});

export const CompareVersionsInput = z.strictObject({ id: MediaId, from: VersionNumber, to: VersionNumber });

export const RemoveVersionsInput = z.strictObject({
  id: MediaId,
  numbers: z.array(VersionNumber).min(1).max(100),
  /** Stands in the audit. */
  reason: z.string().trim().min(1).max(1000),
});

export const ReplaceMediaInput = z.strictObject({
  id: MediaId,
  /** Whose current bytes it gets; new bytes come through the doors of uploads, with the field `replaces`. */
  fromId: MediaId,
  note: Note.optional(),
});
