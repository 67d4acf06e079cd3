import type { MediaUse } from '@vitrine/schema';
import type { Database } from '../../db/open-database.ts';
import type { Transaction } from '../../db/transaction.ts';
import { type ContentRow, presentContent } from './present-content.ts';

interface UseRow extends ContentRow {
  media_id: string;
  field_paths: string[];
}

/**
 * Where files are shown: a content item each, with the fields that hold the file or one in whose place it stands,
 * newest first.
 * @param limit of content items per file.
 */
export async function findUses(
  client: Transaction | Database['prisma'],
  namespaceId: string,
  mediaIds: readonly string[],
  limit: number,
): Promise<Map<string, MediaUse[]>> {
  const rows = await client.$queryRaw<UseRow[]>`
    select wanted.shown_id as media_id, used.* from (
      select shown_id, array_agg(media_id) as named
      from named_in_place_of(${[...mediaIds]}::uuid[]) group by shown_id) wanted
    cross join lateral (
      select c.type, c.external_id, c.title, c.url, c.locale, c.state, c.seen_at,
        array_agg(r.field_path order by r.field_path) as field_paths
      from reference r
      join content_item c on c.namespace_id = r.namespace_id and c.id = r.content_item_id
      where r.namespace_id = ${namespaceId}::uuid and r.media_id = any (wanted.named)
        and (r.media_id = wanted.shown_id or r.version_pin is null)
      group by c.id order by c.seen_at desc, c.id limit ${limit}) used`;
  const uses = new Map<string, MediaUse[]>();
  for (const row of rows) {
    const use = { ...presentContent(row), fieldPaths: row.field_paths };
    uses.set(row.media_id, [...(uses.get(row.media_id) ?? []), use]);
  }
  return uses;
}
