import type { Database } from '../db/open-database.ts';

/** So much of a document is looked at for the place to show. */
const MAX_TEXT = 20_000;

/** The words of documents, by file; only of those that have any. */
export async function findExtractedTexts(
  db: Database,
  namespaceId: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map();
  const { rows } = await db.lists.query<{ id: string; text: string }>({
    name: 'extracted-texts',
    text: `select m.id, left(v.extracted_text, ${MAX_TEXT}) as text
      from media m
      join media_version v on v.namespace_id = m.namespace_id and v.media_id = m.id and v.id = m.current_version_id
      where m.namespace_id = $1 and m.id = any ($2::uuid[]) and v.extracted_text is not null`,
    values: [namespaceId, ids],
  });
  return new Map(rows.map(({ id, text }) => [id, text]));
}
