import * as z from 'zod';
import { TagId, TaskId } from './ids.ts';

/** `#RRGGBB` */
export const Color = z.string().regex(/^#[0-9A-Fa-f]{6}$/);

export const Tag = z.object({
  id: TagId,
  name: z.string(),
  slug: z.string(),
  description: z.string(),
  color: z.string(),
  parentId: TagId.nullable(),
  /** How many files outside the trash carry it. */
  usageCount: z.int().nonnegative(),
  createdAt: z.iso.datetime(),
});
export type Tag = z.infer<typeof Tag>;

/** The task by which a change reaches files that are too many for a request; null where all is done. */
const Rest = { taskId: TaskId.nullable() };
export const ChangedTag = Tag.extend(Rest);
export type ChangedTag = z.infer<typeof ChangedTag>;
export const DeletedTag = z.object({ id: TagId, ...Rest });
export type DeletedTag = z.infer<typeof DeletedTag>;

export const TagName = z.string().trim().min(1).max(100);

/** A tag that exists, by its id, or one by its name, which is made where there is none. */
export const TagReference = z.union([z.strictObject({ id: TagId }), z.strictObject({ name: TagName })]);
export type TagReference = z.infer<typeof TagReference>;

/** A tag and those below it, by name. */
export interface TagNode extends Tag {
  children: TagNode[];
}
export const TagNode: z.ZodType<TagNode> = Tag.extend({
  get children() {
    return z.array(TagNode);
  },
});

const changeable = {
  description: z.string().max(2000).optional(),
  color: Color.optional(),
  parentId: TagId.nullable().optional(),
};

export const CreateTagInput = z.strictObject({ name: TagName, ...changeable });
export const UpdateTagInput = z.strictObject({ id: TagId, name: TagName.optional(), ...changeable });

export const MergeTagsInput = z.strictObject({
  /** They end; their files carry `intoId` instead, and tags under them come under it. */
  ids: z.array(TagId).min(1).max(50),
  intoId: TagId,
});
