import * as z from 'zod';
import { AccessLevel } from './access.ts';
import { CollectionId, MediaId, NamespaceId, TagId, UserId } from './ids.ts';
import { mediaFilters, ReviewStatus } from './media-filters.ts';
import { MediaKind } from './media-kinds.ts';
import { pageOf } from './paging.ts';
import { TagReference } from './tags.ts';

/** A fraction of a side, 0 at the left or top and 1 at the right or bottom. */
const Fraction = z.number().min(0).max(1);

/** What must stay in the picture when it is cropped. */
export const FocalPoint = z.strictObject({ x: Fraction, y: Fraction });
export type FocalPoint = z.infer<typeof FocalPoint>;

/** The part of the picture that is shown, in fractions of its sides after orientation. */
export const Crop = z.strictObject({
  x: Fraction,
  y: Fraction,
  width: Fraction.gt(0),
  height: Fraction.gt(0),
});
export type Crop = z.infer<typeof Crop>;

/** A BCP 47 tag, `und` where a text is in no particular language. */
export const Locale = z.string().regex(/^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$/);

export const Thumbnail = z.object({ url: z.string(), width: z.int().positive(), height: z.int().positive() });
export type Thumbnail = z.infer<typeof Thumbnail>;

/** Bounds of the three presets, in pixels of the longer side. */
export const thumbnailSizes = { small: 150, medium: 300, large: 800 } as const;
export type ThumbnailPreset = keyof typeof thumbnailSizes;

export const MediaTag = z.object({ id: TagId, name: z.string(), slug: z.string(), color: z.string() });
export type MediaTag = z.infer<typeof MediaTag>;

export const ProcessingStatus = z.enum(['pending', 'ready', 'failed']);
export type ProcessingStatus = z.infer<typeof ProcessingStatus>;

/** A file of the library as everyone sees it: the same over tRPC, HTTP and in the kit. */
export const MediaFile = z.object({
  id: MediaId,
  namespaceId: NamespaceId,
  slug: z.string(),
  title: z.string(),
  description: z.string(),
  kind: MediaKind,
  mimeType: z.string(),
  originalFilename: z.string(),
  sizeBytes: z.int().positive(),
  /** Pixels after orientation; null where a file has none or they are not known yet. */
  width: z.int().positive().nullable(),
  height: z.int().positive().nullable(),
  durationSeconds: z.number().positive().nullable(),
  pageCount: z.int().positive().nullable(),
  hasAlpha: z.boolean(),
  animated: z.boolean(),
  /** SHA-256 of the bytes, 64 hexadecimal digits. */
  hash: z.string(),
  /** The original, by its stable URL; carries a grant where the file is not public. */
  url: z.string(),
  /**
   * `small` is there for all that can be shown; a larger one is null where the original is smaller:
   * take the next smaller one then.
   */
  thumbnails: z.object({
    small: Thumbnail.nullable(),
    medium: Thumbnail.nullable(),
    large: Thumbnail.nullable(),
  }),
  /** Where the file is not public: the part of a URL under `/i/` that opens the presets of this file. */
  grant: z.string().optional(),
  /** A thumbhash in base64, 25..35 bytes: what a picture looks like before it is there. */
  placeholder: z.string().nullable(),
  focalPoint: FocalPoint,
  /** Locale to text. Missing or empty is not the same as decorative: that is said per use. */
  alt: z.record(z.string(), z.string()),
  caption: z.string(),
  credit: z.string(),
  license: z.string(),
  /** Before it and after `rightsEnd` the file is neither served nor offered; null is no limit. */
  rightsStart: z.iso.datetime().nullable(),
  rightsEnd: z.iso.datetime().nullable(),
  tags: z.array(MediaTag),
  collectionIds: z.array(CollectionId),
  accessLevel: AccessLevel,
  /** Camera, lens, exposure, codecs…: what is known of the file and private to nobody. */
  metadata: z.record(z.string(), z.unknown()),
  /**
   * Place, people, serial numbers, and the words that were written into the file: of calls that answer one file,
   * and for those only who may change it.
   */
  privateMetadata: z.record(z.string(), z.unknown()).optional(),
  analysis: z.record(z.string(), z.unknown()).nullable(),
  /** How many places of content use it now, or a file that was merged into it. */
  referenceCount: z.int().nonnegative(),
  uploadedBy: z.object({ id: UserId, displayName: z.string() }).nullable(),
  processingStatus: ProcessingStatus,
  reviewStatus: ReviewStatus,
  /** What the reviewer said. */
  reviewNote: z.string(),
  /** The file was readable in part only: it is kept and shown as damaged. */
  damaged: z.boolean(),
  takenAt: z.iso.datetime().nullable(),
  temporaryUntil: z.iso.datetime().nullable(),
  deletedAt: z.iso.datetime().nullable(),
  deletedBy: UserId.nullable(),
  /** When a file in the trash is deleted for good, unless something holds it. */
  purgeAfter: z.iso.datetime().nullable(),
  replacedBy: MediaId.nullable(),
  /** It never counts as unused. */
  keep: z.boolean(),
  /** The number of the version that it shows, from 1. */
  version: z.int().positive(),
  /** Counts the changes: send it back as `ifRevision` and a change of somebody else is not overwritten. */
  revision: z.int().nonnegative(),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
});
export type MediaFile = z.infer<typeof MediaFile>;

/** What a field of the host stores: which file, and what is said of it at this place. Several are an array. */
export const MediaValue = z.strictObject({
  mediaId: MediaId,
  alt: z.string().max(2000).optional(),
  /** The picture says nothing that the text around it doesn't: screen readers pass it over. */
  decorative: z.boolean().optional(),
  caption: z.string().max(2000).optional(),
  crop: Crop.optional(),
  focalPoint: FocalPoint.optional(),
  version: z.int().positive().optional(),
});
export type MediaValue = z.infer<typeof MediaValue>;

export const MediaSort = z.enum([
  '-createdAt',
  'createdAt',
  '-updatedAt',
  'updatedAt',
  'title',
  '-title',
  '-sizeBytes',
  'sizeBytes',
  '-takenAt',
  'takenAt',
  '-referenceCount',
  'referenceCount',
  'relevance',
  'position',
]);
export type MediaSort = z.infer<typeof MediaSort>;

export const MediaListInput = z.strictObject({
  /** `live` is what the library shows, `trashed` what lies in the trash. */
  state: z.enum(['live', 'trashed']).default('live'),
  ...mediaFilters,
  /** `position` is the order of a collection. Those by relevance and by position need a search, or a collection. */
  sort: MediaSort.default('-createdAt'),
  limit: z.int().min(1).max(100).default(20),
  /** At most one of `after`, `before`, `skip`. */
  after: z.string().max(4000).optional(),
  before: z.string().max(4000).optional(),
  skip: z.int().min(0).max(1_000_000).optional(),
});
export type MediaListInput = z.input<typeof MediaListInput>;

export const MediaPage = pageOf(MediaFile);
export type MediaPage = z.infer<typeof MediaPage>;

export const UpdateMediaInput = z.strictObject({
  id: MediaId,
  /** Refused with `conflict` where the file has been changed since this revision. */
  ifRevision: z.int().nonnegative().optional(),
  title: z.string().trim().min(1).max(255).optional(),
  description: z.string().max(10_000).optional(),
  alt: z.record(Locale, z.string().max(2000)).optional(),
  caption: z.string().max(2000).optional(),
  credit: z.string().max(500).optional(),
  license: z.string().max(500).optional(),
  rightsStart: z.iso.datetime().nullable().optional(),
  rightsEnd: z.iso.datetime().nullable().optional(),
  keep: z.boolean().optional(),
  focalPoint: FocalPoint.optional(),
  accessLevel: AccessLevel.optional(),
  /** The whole set of tags; a name that no tag has yet makes one. */
  tags: z.array(TagReference).max(100).optional(),
});
export type UpdateMediaInput = z.input<typeof UpdateMediaInput>;

export const isImage = (media: Pick<MediaFile, 'kind'>) => media.kind === 'image';
export const isVideo = (media: Pick<MediaFile, 'kind'>) => media.kind === 'video';
export const isAudio = (media: Pick<MediaFile, 'kind'>) => media.kind === 'audio';
export const isDocument = (media: Pick<MediaFile, 'kind'>) => media.kind === 'document';
