import type { Transaction } from '../../db/transaction.ts';

/**
 * Those of the files that can not go to the trash: content needs them, or a file in whose place they stand does not go
 * with them, be it one that content goes on showing after it was deleted by force. The foreign keys say the same of live
 * files; asking before names the files and spares the rest of a batch. Call it with the rows of the files locked.
 * @param alsoHeld those of them that stay for another reason, and keep what stands in their place.
 */
export async function findHeldMedia(
  tx: Transaction,
  namespaceId: string,
  mediaIds: readonly string[],
  alsoHeld: readonly string[] = [],
): Promise<Set<string>> {
  const rows = await tx.$queryRaw<{ id: string; held_by: string | null }[]>`
    select distinct media_id as id, null::uuid as held_by from reference
    where namespace_id = ${namespaceId}::uuid and media_id = any (${[...mediaIds]}::uuid[]) and needs_live
    union all
    select m.replaced_by, m.id from media m
    where m.namespace_id = ${namespaceId}::uuid and m.replaced_by = any (${[...mediaIds]}::uuid[])
      and (m.deleted_at is null or exists (
        select from reference r where r.namespace_id = m.namespace_id and r.media_id = m.id))`;
  const going = new Set(mediaIds);
  const held = new Set<string>();
  const hold = (id: string) => {
    if (held.has(id)) return;
    held.add(id);
    // What is held needs what stands in its place.
    for (const row of rows) if (row.held_by === id) hold(row.id);
  };
  for (const id of alsoHeld) hold(id);
  for (const { id, held_by: holder } of rows) if (holder === null || !going.has(holder)) hold(id);
  return held;
}
