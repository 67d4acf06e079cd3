-- What bulk work and large saves cost.

-- The rows of the index as these files are now; none for files whose purge began.
create function media_index_rows(ids uuid[]) returns table (
  media_id uuid, namespace_id uuid, visibility text, kind text, mime_type text, access_level text, uploaded_by uuid,
  size_bytes bigint, width integer, height integer, duration_seconds double precision, title_key text, tag_ids uuid[],
  collection_ids uuid[], created_at timestamptz, updated_at timestamptz, taken_at timestamptz, deleted_at timestamptz,
  search_config text, search tsvector, review_status text, rights_start timestamptz, rights_end timestamptz)
language sql stable
begin atomic
  select
    m.id, m.namespace_id, case when m.deleted_at is null then 'live' else 'trashed' end,
    m.kind, b.mime_type, m.access_level, m.uploaded_by, b.size_bytes, v.width, v.height,
    v.duration_seconds, lower(public.unaccent('public.unaccent', m.title)),
    t.tag_ids, c.collection_ids, m.created_at, m.updated_at, m.taken_at, m.deleted_at,
    n.text_search_config,
    setweight(to_tsvector(n.text_search_config::regconfig, translate(m.title, '._/', '   ')), 'A') ||
    setweight(to_tsvector(n.text_search_config::regconfig,
      concat_ws(' ', a.texts, m.caption, t.names, public.searchable_filename(m.original_filename))), 'B') ||
    setweight(to_tsvector(n.text_search_config::regconfig, concat_ws(' ', m.description, v.extracted_text)), 'C'),
    m.review_status, m.rights_start, m.rights_end
  from public.media m
  join public.namespace n on n.id = m.namespace_id
  join public.media_version v
    on v.namespace_id = m.namespace_id and v.media_id = m.id and v.id = m.current_version_id
  join public.blob b on b.id = v.blob_id
  cross join lateral (
    select coalesce(array_agg(t.id order by t.id), '{}') as tag_ids, string_agg(t.name, ' ' order by t.id) as names
    from public.media_tag mt join public.tag t on t.id = mt.tag_id
    where mt.namespace_id = m.namespace_id and mt.media_id = m.id) t
  cross join lateral (
    select coalesce(array_agg(ci.collection_id order by ci.collection_id), '{}') as collection_ids
    from public.collection_item ci
    where ci.namespace_id = m.namespace_id and ci.media_id = m.id) c
  cross join lateral (
    select string_agg(value, ' ' order by key) as texts from jsonb_each_text(m.alt)) a
  where m.id = any (ids) and m.purge_started_at is null;
end;

-- Brings the rows of these files up to date, or removes them once purging began. Call it last in the transaction:
-- it locks the rows first, so that of two who change one file the second sees what the first committed. Rows that
-- are there are updated, not inserted in vain: with as many indexes as here that is a third of the time.
create or replace function refresh_media_index(ids uuid[]) returns void
language plpgsql set search_path = pg_catalog, public
as $$
declare
  known uuid[];
  absent uuid[];
begin
  known := array(select media_id from media_index where media_id = any (ids) order by media_id for update);
  absent := array(select unnest(ids) except select unnest(known));

  delete from media_index i using media m
   where i.media_id = any (known) and m.id = i.media_id and m.purge_started_at is not null;

  if cardinality(absent) > 0 then
    -- One that somebody else inserted in this moment is brought up to date below.
    with made as (
      insert into media_index (
        media_id, namespace_id, visibility, kind, mime_type, access_level, uploaded_by, size_bytes, width, height,
        duration_seconds, title_key, tag_ids, collection_ids, created_at, updated_at, taken_at, deleted_at,
        search_config, search, review_status, rights_start, rights_end)
      select * from media_index_rows(absent) r order by r.media_id
      on conflict (media_id) do nothing
      returning media_id)
    select known || array(select unnest(absent) except select media_id from made) into known;
  end if;

  update media_index i set
    visibility = r.visibility, kind = r.kind, mime_type = r.mime_type, access_level = r.access_level,
    uploaded_by = r.uploaded_by, size_bytes = r.size_bytes, width = r.width, height = r.height,
    duration_seconds = r.duration_seconds, title_key = r.title_key, tag_ids = r.tag_ids,
    collection_ids = r.collection_ids, created_at = r.created_at, updated_at = r.updated_at, taken_at = r.taken_at,
    deleted_at = r.deleted_at, search_config = r.search_config, search = r.search,
    review_status = r.review_status, rights_start = r.rights_start, rights_end = r.rights_end
  from media_index_rows(known) r
  where i.media_id = r.media_id;
end $$;
