import type { BulkOutcome, BulkTagInput } from '@vitrine/schema';
import type * as z from 'zod';
import type { Scope } from '../scope.ts';
import { bulkUpdate } from './bulk-update.ts';

/** Puts tags on many files, or takes them off: `bulkUpdate` with nothing else. */
export function bulkTag(scope: Scope, input: z.output<typeof BulkTagInput>): Promise<BulkOutcome> {
  const { mediaIds: ids, query, tagIds = [], tagNames = [], action } = input;
  const tags = [...tagIds.map((id) => ({ id })), ...tagNames.map((name) => ({ name }))];
  const changes = action === 'add' ? { addTags: tags } : { removeTags: tags };
  return bulkUpdate(scope, { ids, query, changes });
}
