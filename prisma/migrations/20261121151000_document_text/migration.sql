-- The words of documents, and of the tags of audio: cut to 100,000 characters, read by the index alone.
ALTER TABLE "media_version" ADD COLUMN "extracted_text" TEXT;

create or replace function refresh_media_index(ids uuid[]) returns void
language plpgsql set search_path = pg_catalog, public
as $$
begin
  perform from media_index where media_id = any (ids) order by media_id for update;

  delete from media_index i using media m
   where i.media_id = any (ids) and m.id = i.media_id and m.purge_started_at is not null;

  insert into media_index (
    media_id, namespace_id, visibility, kind, mime_type, access_level, uploaded_by, size_bytes, width, height,
    duration_seconds, title_key, tag_ids, collection_ids, created_at, updated_at, taken_at, deleted_at,
    search_config, search)
  select
    m.id, m.namespace_id, case when m.deleted_at is null then 'live' else 'trashed' end,
    m.kind, b.mime_type, m.access_level, m.uploaded_by, b.size_bytes, v.width, v.height,
    v.duration_seconds, lower(unaccent('public.unaccent', m.title)),
    t.tag_ids, c.collection_ids, m.created_at, m.updated_at, m.taken_at, m.deleted_at,
    n.text_search_config,
    setweight(to_tsvector(n.text_search_config::regconfig, translate(m.title, '._/', '   ')), 'A') ||
    setweight(to_tsvector(n.text_search_config::regconfig,
      concat_ws(' ', a.texts, m.caption, t.names, searchable_filename(m.original_filename))), 'B') ||
    setweight(to_tsvector(n.text_search_config::regconfig, concat_ws(' ', m.description, v.extracted_text)), 'C')
  from media m
  join namespace n on n.id = m.namespace_id
  join media_version v on v.namespace_id = m.namespace_id and v.media_id = m.id and v.id = m.current_version_id
  join blob b on b.id = v.blob_id
  cross join lateral (
    select coalesce(array_agg(t.id order by t.id), '{}') as tag_ids, string_agg(t.name, ' ' order by t.id) as names
    from media_tag mt join tag t on t.id = mt.tag_id
    where mt.namespace_id = m.namespace_id and mt.media_id = m.id) t
  cross join lateral (
    select coalesce(array_agg(ci.collection_id order by ci.collection_id), '{}') as collection_ids
    from collection_item ci
    where ci.namespace_id = m.namespace_id and ci.media_id = m.id) c
  cross join lateral (
    select string_agg(value, ' ' order by key) as texts from jsonb_each_text(m.alt)) a
  where m.id = any (ids) and m.purge_started_at is null
  order by m.id
  on conflict (media_id) do update set
    visibility = excluded.visibility, kind = excluded.kind, mime_type = excluded.mime_type,
    access_level = excluded.access_level, uploaded_by = excluded.uploaded_by, size_bytes = excluded.size_bytes,
    width = excluded.width, height = excluded.height, duration_seconds = excluded.duration_seconds,
    title_key = excluded.title_key, tag_ids = excluded.tag_ids, collection_ids = excluded.collection_ids,
    created_at = excluded.created_at, updated_at = excluded.updated_at, taken_at = excluded.taken_at,
    deleted_at = excluded.deleted_at, search_config = excluded.search_config, search = excluded.search;
end $$;
