import * as z from 'zod';
import { AccessLevel } from './access.ts';
import { CollectionId, TagId, UserId } from './ids.ts';
import { MediaKind } from './media-kinds.ts';

export const ReviewStatus = z.enum(['pending', 'approved', 'rejected']);
export type ReviewStatus = z.infer<typeof ReviewStatus>;

export const MediaRights = z.enum(['ending', 'ended', 'not-started']);
export type MediaRights = z.infer<typeof MediaRights>;

export const Orientation = z.enum(['landscape', 'portrait', 'square']);
export type Orientation = z.infer<typeof Orientation>;

/** The names that the colors of a picture's palette are found by. */
export const ColorName = z.enum([
  'red',
  'orange',
  'yellow',
  'green',
  'teal',
  'blue',
  'purple',
  'pink',
  'brown',
  'black',
  'gray',
  'white',
]);
export type ColorName = z.infer<typeof ColorName>;

const isOrdered = ({ min, max }: { min?: number | undefined; max?: number | undefined }) =>
  min === undefined || max === undefined || min <= max;
const inOrder = { message: 'min is above max.', path: ['min'] };

const Count = z.int().nonnegative();
/** Both ends belong to it. */
const CountRange = z
  .strictObject({ min: Count.optional(), max: Count.optional() })
  .refine(isOrdered, inOrder);
const Pixels = z.int().nonnegative().max(2_147_483_647);
const PixelRange = z
  .strictObject({ min: Pixels.optional(), max: Pixels.optional() })
  .refine(isOrdered, inOrder);
const NumberRange = z
  .strictObject({ min: z.number().nonnegative().optional(), max: z.number().nonnegative().optional() })
  .refine(isOrdered, inOrder);

/** From `from` up to, but without, `until`. */
export const TimeRange = z.strictObject({
  from: z.iso.datetime({ offset: true }).optional(),
  until: z.iso.datetime({ offset: true }).optional(),
});
export type TimeRange = z.infer<typeof TimeRange>;

const Tags = z.array(TagId).max(50);

/** The longest search, in characters. */
export const MAX_SEARCH_LENGTH = 400;

const timeZones = new Set<string>();
/** Whether this is the name of a time zone of the IANA data base: `Europe/Berlin`. */
function isTimeZone(name: string): boolean {
  if (timeZones.has(name)) return true;
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    timeZones.add(name);
    return true;
  } catch {
    return false;
  }
}

/** What a list can be narrowed by. All that are given must hold; the operators of `search` say the same in words. */
export const mediaFilters = {
  /**
   * Words of title, description, alt text, caption, file name, tags and document text, the last one as a beginning,
   * and operators: see docs/search.md. What cannot be read is taken for words.
   */
  search: z.string().max(MAX_SEARCH_LENGTH).optional(),
  /** In which `uploaded:today` begins. Default: UTC. */
  timeZone: z.string().max(64).refine(isTimeZone, 'There is no such time zone.').optional(),
  kinds: z.array(MediaKind).max(4).optional(),
  /** `image/png`, or all of a family: `image/*`. */
  mimeTypes: z.array(z.string().max(100)).max(50).optional(),
  /** Files that carry all of these tags, each of them or one below it. */
  tagIds: Tags.optional(),
  anyTagIds: Tags.optional(),
  noTagIds: Tags.optional(),
  /** true: only files with a tag; false: only those without any. */
  hasTags: z.boolean().optional(),
  /** A smart collection stands for its query. */
  collectionId: CollectionId.optional(),
  /** Also what is in the collections below it. */
  isDeep: z.boolean().optional(),
  uploadedBy: UserId.optional(),
  createdAt: TimeRange.optional(),
  updatedAt: TimeRange.optional(),
  takenAt: TimeRange.optional(),
  sizeBytes: CountRange.optional(),
  /** Pixels after orientation. */
  width: PixelRange.optional(),
  height: PixelRange.optional(),
  orientations: z.array(Orientation).max(3).optional(),
  /** Width by height: 16:9 is 1.78. */
  aspectRatio: NumberRange.optional(),
  /** Any of them is in the palette. */
  colors: z.array(ColorName).max(12).optional(),
  durationSeconds: NumberRange.optional(),
  /** true: alt text in some language; false: pictures without any. */
  hasAlt: z.boolean().optional(),
  hasLicense: z.boolean().optional(),
  isAnalyzed: z.boolean().optional(),
  /** Whether any content uses it now. */
  isUsed: z.boolean().optional(),
  isDamaged: z.boolean().optional(),
  /** Whether another picture looks nearly the same. */
  hasNearDuplicates: z.boolean().optional(),
  /** The queue of the reviewers is `['pending']`. */
  reviewStatus: z.array(ReviewStatus).max(3).optional(),
  accessLevels: z.array(AccessLevel).max(4).optional(),
  /** `ending` within the days that the namespace is warned ahead, `ended`, or `not-started` yet. */
  rights: MediaRights.optional(),
  /** Only what may be used in content now: approved, and within its rights. What pickers ask for. */
  offered: z.boolean().optional(),
} as const;

/** A query that is kept: of a smart collection, of a saved search, of bulk work. `{}` is all that the actor sees. */
export const MediaQuery = z.strictObject(mediaFilters);
export type MediaQuery = z.input<typeof MediaQuery>;
