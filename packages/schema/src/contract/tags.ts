import * as z from 'zod';
import { BulkOutcome, BulkTagInput } from '../bulk.ts';
import { TagId } from '../ids.ts';
import {
  ChangedTag,
  CreateTagInput,
  DeletedTag,
  MergeTagsInput,
  Tag,
  TagNode,
  UpdateTagInput,
} from '../tags.ts';
import { mutation, query } from './procedure.ts';

export const tags = {
  /** By name. */
  list: query(
    z.strictObject({
      /** The beginning of a word of the name, capital letters and accents or not; the beginning of the name comes first. */
      search: z.string().max(100).optional(),
      /** Only tags that so many files carry. */
      minUsage: z.int().min(0).max(1_000_000).optional(),
      sort: z.enum(['name', '-usage']).default('name'),
      limit: z.int().min(1).max(500).default(200),
    }),
    z.array(Tag),
  ),
  /** All tags, each with those below it. */
  tree: query(z.strictObject({}), z.array(TagNode)),
  create: mutation(CreateTagInput, Tag),
  update: mutation(UpdateTagInput, ChangedTag),
  /** Takes it off every file; those files carry `reassignToId` then, where it is given. */
  delete: mutation(z.strictObject({ id: TagId, reassignToId: TagId.optional() }), DeletedTag),
  merge: mutation(MergeTagsInput, ChangedTag),
  /** Puts tags on many files, or takes them off. */
  bulkApply: mutation(BulkTagInput, BulkOutcome),
};
