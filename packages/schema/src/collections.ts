import * as z from 'zod';
import { AccessLevel } from './access.ts';
import { CollectionId, MediaId } from './ids.ts';
import { Color } from './tags.ts';

export const Collection = z.object({
  id: CollectionId,
  title: z.string(),
  slug: z.string(),
  description: z.string(),
  color: z.string(),
  coverId: MediaId.nullable(),
  parentId: CollectionId.nullable(),
  accessLevel: AccessLevel,
  isPublic: z.boolean(),
  /** Files outside the trash. */
  fileCount: z.int().nonnegative(),
  totalSizeBytes: z.int().nonnegative(),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
});
export type Collection = z.infer<typeof Collection>;

const changeable = {
  description: z.string().max(10_000).optional(),
  color: Color.optional(),
  coverId: MediaId.nullable().optional(),
  parentId: CollectionId.nullable().optional(),
  accessLevel: AccessLevel.optional(),
};
const Title = z.string().trim().min(1).max(255);

export const CreateCollectionInput = z.strictObject({ title: Title, ...changeable });
export const UpdateCollectionInput = z.strictObject({
  id: CollectionId,
  title: Title.optional(),
  ...changeable,
});

export const CollectionItemsInput = z.strictObject({
  id: CollectionId,
  mediaIds: z.array(MediaId).min(1).max(500),
});

export const ReorderCollectionInput = z.strictObject({
  id: CollectionId,
  mediaId: MediaId,
  /** The file that it comes right after; null puts it first. */
  afterId: MediaId.nullable(),
});
