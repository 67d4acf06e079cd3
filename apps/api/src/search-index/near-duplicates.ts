import type { Reach, Values } from './media-filter.ts';

/** So many files of one group are looked at, and shown: more copies than that of one picture are beyond a screen. */
export const MAX_GROUP = 50;

/** Whether the asker may see a live file. @param alias of its row of media_index. */
export function writeReach(reach: Reach, values: Values, alias: string): string {
  if (reach.onlyOwn) return `${alias}.uploaded_by = ${values.add(reach.userId)}::uuid`;
  if (!reach.levels) return 'true';
  const seen = `${alias}.access_level = any (${values.add(reach.levels)}::text[])`;
  return reach.userId ? `(${seen} or ${alias}.uploaded_by = ${values.add(reach.userId)}::uuid)` : seen;
}

/**
 * The condition that a file has others of the same bytes, or that look nearly the same: those in the trash and those that
 * the asker may not see don't count.
 * @param alias of the row of media_index.
 */
export function writeHasNearDuplicates(reach: Reach, values: Values, alias = 'media_index'): string {
  return `exists (select from near_duplicate near join media_index twin on twin.media_id = near.other_id
    where near.namespace_id = ${alias}.namespace_id and near.media_id = ${alias}.media_id
      and twin.visibility = 'live' and ${writeReach(reach, values, 'twin')})`;
}
