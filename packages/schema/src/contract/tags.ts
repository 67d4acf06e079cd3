import * as z from 'zod';
import { BulkOutcome, BulkTagInput } from '../bulk.ts';
import { TagId } from '../ids.ts';
import { CreateTagInput, Tag, UpdateTagInput } from '../tags.ts';
import { mutation, query } from './procedure.ts';

export const tags = {
  /** By name; `search` is the beginning of a name. */
  list: query(
    z.strictObject({ search: z.string().max(100).optional(), limit: z.int().min(1).max(500).default(200) }),
    z.array(Tag),
  ),
  create: mutation(CreateTagInput, Tag),
  update: mutation(UpdateTagInput, Tag),
  /** Takes it off every file. */
  delete: mutation(z.strictObject({ id: TagId }), z.object({ id: TagId })),
  /** Puts tags on many files, or takes them off. */
  bulkApply: mutation(BulkTagInput, BulkOutcome),
};
