import { refreshMediaIndex } from '../../db/refresh-media-index.ts';
import type { Transaction } from '../../db/transaction.ts';

/**
 * Takes tags off some files and gives these another one instead, in a transaction that locked the files. A person's tag
 * stays a person's: it outranks a suggested one.
 * @param intoId null for nothing instead.
 */
export async function moveCarriers(
  tx: Transaction,
  namespaceId: string,
  { ids, intoId, mediaIds }: { ids: readonly string[]; intoId: string | null; mediaIds: readonly string[] },
): Promise<void> {
  const [tags, files] = [[...ids], [...mediaIds]];
  if (intoId !== null) {
    await tx.$executeRaw`
      insert into media_tag (namespace_id, media_id, tag_id, source, created_by, created_at)
      select distinct on (media_id) namespace_id, media_id, ${intoId}::uuid, source, created_by, created_at
      from media_tag
      where namespace_id = ${namespaceId}::uuid and media_id = any (${files}::uuid[]) and tag_id = any (${tags}::uuid[])
      order by media_id, source = 'user' desc, created_at
      on conflict (namespace_id, media_id, tag_id) do update
        set source = excluded.source, created_by = excluded.created_by
        where media_tag.source = 'suggestion' and excluded.source = 'user'`;
  }
  await tx.$executeRaw`
    delete from media_tag
    where namespace_id = ${namespaceId}::uuid and media_id = any (${files}::uuid[]) and tag_id = any (${tags}::uuid[])`;
  await refreshMediaIndex(tx, files);
}

/** Locks at most `limit` files that carry any of the tags, in the order of their ids. @returns their ids. */
export async function lockCarriers(
  tx: Transaction,
  namespaceId: string,
  ids: readonly string[],
  limit: number,
): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    select id from media
    where id = any (array(
      select distinct media_id from (
        select media_id from media_tag
        where namespace_id = ${namespaceId}::uuid and tag_id = any (${[...ids]}::uuid[])
        limit ${limit}) carried))
    order by id for update`;
  return rows.map(({ id }) => id);
}
