import * as z from 'zod';
import { AccessLevel } from './access.ts';
import { CollectionId, MediaId, TaskId } from './ids.ts';
import { MediaQuery } from './media-filters.ts';
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
  /** A smart collection holds what this query matches at any time; null for one that people fill. */
  smartQuery: MediaQuery.nullable(),
  /** Files outside the trash; of a smart collection counted up to 10,000, and `isExact` says whether there are more. */
  fileCount: z.int().nonnegative(),
  totalSizeBytes: z.int().nonnegative(),
  isExact: z.boolean(),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
});
export type Collection = z.infer<typeof Collection>;

export const DeletedCollection = z.object({
  id: CollectionId,
  /** By which lists of files learn it, where it held very many; null where all is done. */
  taskId: TaskId.nullable(),
});
export type DeletedCollection = z.infer<typeof DeletedCollection>;

/** A collection and those below it, by title. */
export interface CollectionNode extends Collection {
  children: CollectionNode[];
}
export const CollectionNode: z.ZodType<CollectionNode> = Collection.extend({
  get children() {
    return z.array(CollectionNode);
  },
});

const changeable = {
  description: z.string().max(10_000).optional(),
  color: Color.optional(),
  coverId: MediaId.nullable().optional(),
  parentId: CollectionId.nullable().optional(),
  accessLevel: AccessLevel.optional(),
};
/** Names no collection itself: one that is smart could stand for itself. */
const SmartQuery = MediaQuery.omit({ collectionId: true, isDeep: true, offered: true });
const Title = z.string().trim().min(1).max(255);

export const CreateCollectionInput = z.strictObject({
  title: Title,
  ...changeable,
  /** Makes it a smart one. */
  smartQuery: SmartQuery.optional(),
});
export const UpdateCollectionInput = z.strictObject({
  id: CollectionId,
  title: Title.optional(),
  ...changeable,
  /** Of a smart collection: what people fill stays what it is. */
  smartQuery: SmartQuery.optional(),
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

export const MoveCollectionItemsInput = z.strictObject({
  fromId: CollectionId,
  toId: CollectionId,
  mediaIds: z.array(MediaId).min(1).max(500),
});
