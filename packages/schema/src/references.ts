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
  /** How many of them stand in content of each state: what readers see, and what only editors do. */
  referencesByState: z.record(ContentState, z.int().nonnegative()),
  lastReferencedAt: z.iso.datetime().nullable(),
  /** At most 500, newest first; with the content that names a file in whose place this one stands. */
  usedIn: z.array(MediaUse),
  /** Where it was asked for: the ids of that content by its type. */
  usedInByType: z.record(z.string(), z.array(z.string())).optional(),
});
export type MediaUsage = z.infer<typeof MediaUsage>;

export const ContentReference = z.object({ mediaId: MediaId, fieldPath: z.string() });

/** Names a version of the host's content that can be restored: what it shows is kept as it is. */
export const SnapshotKey = z.strictObject({ content: ContentKey, name: SnapshotName });

/** One file that content used at some time. */
export const PastReference = z.object({
  /** The file that the content named. */
  mediaId: MediaId,
  fieldPath: z.string(),
  /** The file that was shown: another one where `mediaId` was replaced everywhere at that time. */
  shownMediaId: MediaId,
  /** The number of the version that was shown, as in `/files/<media>@<version>/…`. */
  version: z.int().positive(),
  /** Whether the content asked for exactly this version. */
  isPinned: z.boolean(),
  title: z.string(),
  /** Whether its bytes can still be had. */
  isKept: z.boolean(),
});

export const AtTimeInput = ContentKey.extend({ at: z.iso.datetime({ offset: true }) });

export const VerifyInput = z.strictObject({
  /** The type of content to look at. */
  type: ContentType,
  /**
   * All that the host has of it, between `after` and `through`: ids, where every locale and state of them is there, or
   * ids with those that are.
   */
  present: z
    .array(
      z.union([
        ExternalId,
        z.strictObject({
          id: ExternalId,
          locale: z.string().max(35).optional(),
          state: ContentState.optional(),
        }),
      ]),
    )
    .max(50_000),
  /** When the host began to read its list: what was synced since then is left alone. */
  asOf: z.iso.datetime({ offset: true }),
  /** For hosts with more than fits: only ids after this one and up to that one, by the order of their bytes. */
  after: ExternalId.optional(),
  through: ExternalId.optional(),
  /** Forgets what is missing, and lets its files go. */
  repair: z.boolean().default(false),
});

export const VerifyResult = z.object({
  /** Content of this type that the library knows, in the range that was asked for. */
  checked: z.int().nonnegative(),
  /** What the host no longer has, at most 500 at a time. */
  missing: z.array(
    z.object({
      contentId: z.string(),
      locale: z.string(),
      state: ContentState,
      title: z.string(),
      url: z.string().nullable(),
      seenAt: z.iso.datetime(),
      referenceCount: z.int().nonnegative(),
    }),
  ),
  hasMore: z.boolean(),
  /** How many of them were forgotten. */
  repaired: z.int().nonnegative(),
});

export const ImpactAction = z.enum(['delete', 'replace', 'unpublish', 'expire']);
export type ImpactAction = z.infer<typeof ImpactAction>;

/**
 * What an action does to one use: `refuses` keeps the action from being done, `breaks` leaves nothing to be shown,
 * `changes` shows something else, `stays` notices nothing.
 */
export const ImpactEffect = z.enum(['refuses', 'breaks', 'changes', 'stays']);
export type ImpactEffect = z.infer<typeof ImpactEffect>;

export const MediaImpact = z.object({
  mediaId: MediaId,
  /** Whether the action would be refused as things stand. */
  isRefused: z.boolean(),
  /** Files in whose place this one stands: they keep it from the trash, and their content shows it. */
  standsFor: z.array(MediaId),
  contentCount: z.int().nonnegative(),
  fieldCount: z.int().nonnegative(),
  /** Every piece of content, locale and state, at most 500; published ones first. */
  content: z.array(
    MediaUse.omit({ fieldPaths: true }).extend({
      fields: z.array(
        z.object({
          fieldPath: z.string(),
          effect: ImpactEffect,
          /** The file that the content names, where it is another one. */
          via: MediaId.nullable(),
          /** The version that the content asked for. */
          version: z.int().positive().nullable(),
        }),
      ),
    }),
  ),
});
export type MediaImpact = z.infer<typeof MediaImpact>;
