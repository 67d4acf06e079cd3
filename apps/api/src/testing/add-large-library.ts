import { newId } from '../db/new-id.ts';
import type { Database } from '../db/open-database.ts';

const BATCH = 500;

/**
 * Adds thousands of files in a moment, each as it would be after an upload. Titles hold `common` (every other file), `medium`
 * (every 20th), `rare` (every 500th) and `ancient` (the first 300 alone); kinds, sizes, sides, levels, days and three tags go
 * round in steps of their own.
 */
export async function addLargeLibrary(db: Database, namespaceId: string, count: number): Promise<void> {
  const tags = ['many-one', 'many-two', 'many-three'];
  for (const name of tags) {
    await db.pool.query(
      'insert into tag (id, namespace_id, name, slug) values ($1, $2, $3, $3) on conflict (namespace_id, slug) do nothing',
      [newId(), namespaceId, name],
    );
  }
  await db.pool.query(
    `with file as materialized (
      select g, gen_random_uuid() as id, gen_random_uuid() as version_id, gen_random_uuid() as blob_id,
        (array['image', 'image', 'video', 'audio', 'document'])[1 + g % 5] as kind,
        timestamptz '2024-01-01' + g * interval '1 hour' as created_at
      from generate_series(1, $2::integer) g),
    blobs as (
      insert into blob (id, namespace_id, sha256, size_bytes, mime_type, storage_key)
      select blob_id, $1::uuid, encode(sha256(blob_id::text::bytea), 'hex'), 1000 + g % 3000,
        case kind when 'image' then 'image/jpeg' when 'video' then 'video/mp4' when 'audio' then 'audio/mpeg' else 'application/pdf' end,
        $1::uuid || '/original/' || blob_id
      from file),
    versions as (
      insert into media_version (id, namespace_id, media_id, number, blob_id, width, height)
      select version_id, $1::uuid, id, 1, blob_id,
        case when kind in ('image', 'video') then 1000 + g % 700 end, case when kind in ('image', 'video') then 1000 + g % 900 end
      from file),
    tagged as (
      insert into media_tag (namespace_id, media_id, tag_id)
      select $1::uuid, file.id, tag.id from file join tag on tag.namespace_id = $1::uuid
        and (tag.slug = 'many-one' and g % 2 = 0 or tag.slug = 'many-two' and g % 90 = 0 or tag.slug = 'many-three' and g % 7 = 0))
    insert into media (id, namespace_id, title, slug, original_filename, kind, access_level, processing_status, current_version_id,
      alt, created_at, updated_at)
    select id, $1::uuid, concat_ws(' ', 'File', case when g % 2 = 0 then 'common' end, case when g % 20 = 3 then 'medium' end,
        case when g % 500 = 9 then 'rare' end, case when g <= 300 then 'ancient' end), 'many-' || id, 'file.bin', kind,
      (array['public', 'members', 'staff', 'public', 'private'])[1 + g % 11 % 5], 'ready', version_id,
      case when g % 3 = 0 then '{}'::jsonb else '{"en": "text"}'::jsonb end, created_at, created_at
    from file`,
    [namespaceId, count],
  );
  const { rows } = await db.pool.query<{ id: string }>(
    `select id from media m where namespace_id = $1 and not exists (select from media_index i where i.media_id = m.id)`,
    [namespaceId],
  );
  // In parts: without statistics of the new rows PostgreSQL plans for few.
  for (let start = 0; start < rows.length; start += BATCH) {
    const ids = rows.slice(start, start + BATCH).map(({ id }) => id);
    await db.pool.query('select refresh_media_index($1)', [ids]);
  }
}
