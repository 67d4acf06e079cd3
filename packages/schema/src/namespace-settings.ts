import * as z from 'zod';
import { MediaKind } from './media-kinds.ts';

const Bytes = z.int().positive();
const Days = z.int().min(1).max(36_500);
const Share = z.number().min(0).max(1);
const Origins = z.array(z.url({ protocol: /^https?$/ })).max(50);
const Kinds = z.array(MediaKind).min(1).max(MediaKind.options.length);

/** Whose uploads wait for an approval: nobody's, those of contributors, or everybody's. */
export const ReviewOf = z.enum(['nobody', 'contributors', 'everybody']);
export type ReviewOf = z.infer<typeof ReviewOf>;

const RejectedDays = z.int().min(1).max(365);
const WarningDays = z.int().min(0).max(365);

/**
 * What a namespace may set for itself; kept as JSON, so every field has a default and a new one breaks nothing. Where
 * the instance has a limit too, the narrower one holds.
 */
export const NamespaceSettings = z.object({
  version: z.literal(1).default(1),
  /** Exact origins that may call the API and read pictures into a canvas: `https://cms.example.org`. */
  origins: Origins.default([]),
  limits: z
    .object({
      /** null is the instance's. */
      maxFileBytes: Bytes.nullable().default(null),
      /** null takes every kind that the instance takes. */
      allowedKinds: Kinds.nullable().default(null),
    })
    .prefault({}),
  retention: z
    .object({
      /** Days in the trash before a file is deleted permanently; null is the instance's. */
      trashDays: Days.nullable().default(null),
      /** Days after which a file that nothing uses counts as unused; null is the instance's. */
      unusedDays: Days.nullable().default(null),
    })
    .prefault({}),
  review: z
    .object({
      of: ReviewOf.default('nobody'),
      /** A rejected file goes to the trash after so many days. */
      rejectedDays: RejectedDays.default(30),
    })
    .prefault({}),
  /** Hosts are told so many days before the rights of a file end. */
  rightsWarningDays: WarningDays.default(30),
  ai: z
    .object({
      /** Off sends nothing of this namespace to any provider. */
      isEnabled: z.boolean().default(true),
      services: z
        .object({
          content: z.boolean().default(true),
          text: z.boolean().default(true),
          tags: z.boolean().default(true),
          title: z.boolean().default(true),
        })
        .prefault({}),
      /** Suggestions below it are not shown. */
      suggestThreshold: Share.default(0.7),
      autoApplyTags: z.boolean().default(false),
      /** Tags at or above it are applied by themselves, where that is on. */
      autoApplyThreshold: Share.default(0.9),
      /** Off lets auto-apply make tags that nobody made before. */
      onlyExistingTags: z.boolean().default(true),
    })
    .prefault({}),
});
export type NamespaceSettings = z.infer<typeof NamespaceSettings>;

/** The fields to change; what is missing stays. */
export const NamespaceSettingsChange = z.strictObject({
  origins: Origins.optional(),
  limits: z
    .strictObject({ maxFileBytes: Bytes.nullable().optional(), allowedKinds: Kinds.nullable().optional() })
    .optional(),
  retention: z
    .strictObject({ trashDays: Days.nullable().optional(), unusedDays: Days.nullable().optional() })
    .optional(),
  review: z.strictObject({ of: ReviewOf.optional(), rejectedDays: RejectedDays.optional() }).optional(),
  rightsWarningDays: WarningDays.optional(),
  ai: z
    .strictObject({
      isEnabled: z.boolean().optional(),
      services: z
        .strictObject({
          content: z.boolean().optional(),
          text: z.boolean().optional(),
          tags: z.boolean().optional(),
          title: z.boolean().optional(),
        })
        .optional(),
      suggestThreshold: Share.optional(),
      autoApplyTags: z.boolean().optional(),
      autoApplyThreshold: Share.optional(),
      onlyExistingTags: z.boolean().optional(),
    })
    .optional(),
});
export type NamespaceSettingsChange = z.infer<typeof NamespaceSettingsChange>;
