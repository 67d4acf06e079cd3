-- What a save of many uses costs: half of it is foreign keys that look for the same row again.

-- A use that needs a live file is bound to it by reference_needs_live_media. Only one that was taken away by force needs
-- the key to the file itself, and only such a one pays for it.
alter table reference add column held_media_id uuid
  generated always as (case when needs_live is null then media_id end) stored;
ALTER TABLE "reference" ADD CONSTRAINT "reference_held_media" FOREIGN KEY ("namespace_id", "held_media_id") REFERENCES "media"("namespace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;
ALTER TABLE "reference" DROP CONSTRAINT "reference_namespace_id_media_id_fkey";

-- As before, and cheap where a statement changed nothing: each save is one that removes, moves, describes and inserts,
-- and every trigger of these runs.
create or replace function count_references() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp
as $$
begin
  if tg_op = 'INSERT' then
    insert into public.counter_delta (namespace_id, subject_id, metric, delta)
    select namespace_id, media_id, 'references', count(*) from new_rows group by 1, 2;
  elsif not exists (select from old_rows) then
    return null;
  elsif tg_op = 'DELETE' then
    insert into public.counter_delta (namespace_id, subject_id, metric, delta)
    select namespace_id, media_id, 'references', -count(*) from old_rows group by 1, 2;
  else
    insert into public.counter_delta (namespace_id, subject_id, metric, delta)
    select namespace_id, media_id, 'references', sum(n)
    from (select namespace_id, media_id, 1 as n from new_rows
          union all select namespace_id, media_id, -1 from old_rows) changed
    group by 1, 2 having sum(n) <> 0;
  end if;
  return null;
end $$;

create or replace function keep_reference_history() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp
as $$
begin
  if exists (select from old_rows) then
    insert into public.reference_history (namespace_id, content_type, external_id, locale, state, media_id, field_path,
      version_pin, valid_from, valid_to)
    select r.namespace_id, c.type, c.external_id, c.locale, c.state, r.media_id, r.field_path, r.version_pin,
      r.used_since, greatest(clock_timestamp(), r.used_since)
    from old_rows r
    join public.content_item c on c.namespace_id = r.namespace_id and c.id = r.content_item_id;
  end if;
  return null;
end $$;

-- The first use makes a temporary file a lasting one. An update of no file would still run all triggers of files.
create function keep_files(ids uuid[]) returns void
language plpgsql set search_path = pg_catalog, pg_temp
as $$
begin
  if exists (select from public.media where temporary_until is not null and deleted_at is null and id = any (ids)) then
    update public.media m set temporary_until = null
    from (select id from public.media
           where id = any (ids) and temporary_until is not null and deleted_at is null
           order by id for no key update) used
    where m.id = used.id;
  end if;
end $$;

create or replace function keep_used_files() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp
as $$
begin
  perform public.keep_files(array(select media_id from new_rows));
  return null;
end $$;

-- A field that shows another file: the use of the one before has ended, and that of this one has begun, which makes it a
-- lasting one.
create function keep_moved_references() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp
as $$
declare
  used uuid[];
begin
  if not exists (select from old_rows) then
    return null;
  end if;
  -- Joined in full, which is never done row by row.
  with change as materialized (
    select o.*, n.media_id as new_media_id, n.used_since as ended_at
    from old_rows o full join new_rows n on n.id = o.id
  ), kept as (
    insert into public.reference_history (namespace_id, content_type, external_id, locale, state, media_id, field_path,
      version_pin, valid_from, valid_to)
    select o.namespace_id, c.type, c.external_id, c.locale, c.state, o.media_id, o.field_path, o.version_pin, o.used_since,
      o.ended_at
    from change o
    join public.content_item c on c.namespace_id = o.namespace_id and c.id = o.content_item_id
    where o.new_media_id <> o.media_id)
  select array_agg(new_media_id) into used from change where new_media_id <> media_id;
  perform public.keep_files(used);
  return null;
end $$;

create trigger reference_move_kept after update on reference
  referencing old table as old_rows new table as new_rows
  for each statement execute function keep_moved_references();
drop trigger reference_pin_changes on reference;
create trigger reference_pin_changes before update of version_pin on reference
  for each row when (old.version_pin is distinct from new.version_pin and old.media_id = new.media_id)
  execute function change_pin();

-- Drafts may hold what waits for its approval or its date; published content begins to show none of it, and goes on with
-- what it showed before. Call it after the references were written: their keys have waited for whoever rejects a file
-- in this very moment.
create or replace function refuse_withheld(in_namespace uuid, wanting uuid[], shown_before uuid[]) returns void
language plpgsql set search_path = pg_catalog, pg_temp
as $$
declare
  -- A call in the place of it would be made for each file, and is_offered with it.
  moment constant timestamptz := clock_timestamp();
  withheld jsonb;
begin
  select jsonb_agg(m.id order by m.id) into withheld
  from public.media m
  where m.namespace_id = in_namespace and m.id = any (wanting)
    and not public.is_offered(m.review_status, m.rights_start, m.rights_end, moment)
    and not m.id = any (shown_before);
  if withheld is not null then
    raise exception 'some of the files are not approved, or not within their rights'
      using errcode = 'VT409', detail = withheld::text;
  end if;
end $$;

-- Makes the uses of a piece of content those of `request` (SyncReferencesInput of @vitrine/schema), or adds them.
-- `actor` is { kind, id, requestId, userId, levels, mayRelease }: levels that it sees, null for all; mayRelease is false
-- for who may only add uses. Answers
-- { added, removed, unchanged }. Raises VT404 for files that are not there, VT410 for files in the trash and VT409 for
-- those that published content may not begin to show, with their ids as a JSON list in the detail.
create or replace function write_references(in_namespace uuid, request jsonb, actor jsonb, keeps_others boolean) returns jsonb
language plpgsql set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan
as $$
declare
  content jsonb := request -> 'content';
  uses jsonb := coalesce(request -> 'references', '[]');
  levels text[] := case when jsonb_typeof(actor -> 'levels') = 'array'
                     then array(select jsonb_array_elements_text(actor -> 'levels')) end;
  viewer uuid := (actor ->> 'userId')::uuid;
  -- A call in the place of it would be made for each file, and is_offered with it.
  moment constant timestamptz := clock_timestamp();
  all_offered boolean;
  temporary uuid[];
  item uuid;
  added integer;
  removed integer;
  present integer;
  wanting uuid[];
  shown_before uuid[];
  lost jsonb;
begin
  -- The row stays locked until the transaction ends: two saves of one page follow each other.
  insert into public.content_item (id, namespace_id, type, external_id, locale, state, title, url, seen_at, updated_at)
  values (public.new_id(), in_namespace, content ->> 'type', content ->> 'id', coalesce(content ->> 'locale', ''),
    coalesce(content ->> 'state', 'published'), coalesce(content ->> 'title', ''), content ->> 'url',
    clock_timestamp(), clock_timestamp())
  on conflict (namespace_id, type, external_id, locale, state) do update set
    title = case when excluded.title = '' then content_item.title else excluded.title end,
    url = coalesce(excluded.url, content_item.url),
    seen_at = excluded.seen_at, updated_at = excluded.updated_at
  returning id into item;

  -- The files that it begins to use, before any use is touched and in the order in which everybody locks files: whoever
  -- restores, trashes or purges one comes before this or waits for it, and nobody waits in a circle. Whoever withholds one
  -- locks it for update first, so that what may be shown holds until the commit too.
  select coalesce(bool_and(f.is_offered), true), array_agg(f.id) filter (where f.is_temporary)
  into all_offered, temporary
  from (
    select m.id, m.temporary_until is not null as is_temporary,
      -- Rights may end while this waits: files whose rights end are looked at again.
      m.rights_end is null and public.is_offered(m.review_status, m.rights_start, null, moment) as is_offered
    from public.media m
    where m.namespace_id = in_namespace and m.id = any (array(
      select w."mediaId" from jsonb_to_recordset(uses) as w ("mediaId" uuid, "fieldPath" text)
      where not exists (
        select from public.reference r
        where r.namespace_id = in_namespace and r.content_item_id = item and r.media_id = w."mediaId"
          and r.field_path = coalesce(w."fieldPath", ''))))
    order by m.id for key share) f;
  -- In one go and in their order, or two saves that begin to use the same ones wait for each other.
  if temporary is not null then
    perform public.keep_files(temporary);
  end if;
  -- The foreign key would refuse it too, without the ids.
  if uses @? '$[*].version' then
    perform public.refuse_unknown_versions(in_namespace, item, uses);
  end if;

  with diff as materialized (
    -- What is wanted beside what is there: joined once and in full, which is never done row by row. Of two uses with one
    -- place the later counts.
    select p.id, p.needs_live, coalesce(w.media_id, p.media_id) as media_id, w.media_id is not null as is_wanted,
      coalesce(w.field_path, p.field_path) as field_path, w.version_pin, w.crop, w.alt, w.decorative, w.caption
    from (
      select distinct on (w.media_id, w.field_path) w.*
      from rows from (jsonb_to_recordset(uses) as ("mediaId" uuid, "fieldPath" text, version integer, crop jsonb, alt text,
          decorative boolean, caption text)) with ordinality as u (media_id, path, version, crop, alt, decorative, caption, n)
      cross join lateral (values (u.media_id, coalesce(u.path, ''), u.version, u.crop, u.alt, u.decorative, u.caption))
        as w (media_id, field_path, version_pin, crop, alt, decorative, caption)
      order by w.media_id, w.field_path, u.n desc) w
    full join (
      select id, media_id, field_path, needs_live from public.reference
      where namespace_id = in_namespace and content_item_id = item) p
      on p.media_id = w.media_id and p.field_path = w.field_path
  ), step as materialized (
    -- A use that begins beside one that ends in the same field, joined in full like the above. A page whose file was taken
    -- away by force may still move it. What happens to a file from here to the commit is the foreign key's to refuse.
    select ending.id, ending.media_id as old_media_id, beginning.media_id, field_path, beginning.version_pin,
      beginning.crop, beginning.alt, beginning.decorative, beginning.caption, beginning.needs_live
    from (
      select id, media_id, field_path, row_number() over (partition by field_path order by media_id) as nth
      from diff where not is_wanted and not keeps_others) ending
    full join (
      select d.media_id, d.field_path, d.version_pin, d.crop, d.alt, d.decorative, d.caption,
        case when m.deleted_at is null then true end as needs_live,
        row_number() over (partition by d.field_path order by d.media_id) as nth
      from diff d
      join public.media m on m.namespace_id = in_namespace and m.id = d.media_id and m.purge_started_at is null
      where d.id is null
        and (levels is null or m.access_level = any (levels) or m.uploaded_by = viewer)
        and (m.deleted_at is null or exists (
          select from diff p where p.media_id = d.media_id and p.id is not null and p.needs_live is null))) beginning
      using (field_path, nth)
  ), moved as (
    -- Where a field shows another file its row becomes the use of that one, for half of what one that goes and one that
    -- comes would cost.
    update public.reference r
    set media_id = s.media_id, version_pin = s.version_pin, crop = s.crop, alt = s.alt, decorative = s.decorative,
      caption = s.caption, needs_live = s.needs_live, needs_version = true,
      used_since = greatest(clock_timestamp(), r.used_since), created_at = clock_timestamp(),
      updated_at = clock_timestamp()
    from step s
    where r.id = s.id and s.media_id is not null
    returning s.media_id, s.old_media_id
  ), gone as (
    delete from public.reference r using step s
    where r.id = s.id and s.media_id is null
    returning r.media_id
  ), described as (
    update public.reference r
    set version_pin = d.version_pin, crop = d.crop, alt = d.alt, decorative = d.decorative, caption = d.caption,
      updated_at = clock_timestamp()
    from diff d
    where r.id = d.id and d.is_wanted and not keeps_others
      and (r.version_pin, r.crop, r.alt, r.decorative, r.caption)
        is distinct from (d.version_pin, d.crop, d.alt, d.decorative, d.caption)
    returning r.media_id
  ), fresh as (
    -- By file, so that the locks of their keys are taken in the same order by everybody.
    insert into public.reference (id, namespace_id, content_item_id, media_id, field_path, version_pin, crop, alt,
      decorative, caption, needs_live)
    select public.new_id(), in_namespace, item, s.media_id, s.field_path, s.version_pin, s.crop, s.alt, s.decorative,
      s.caption, s.needs_live
    from step s
    where s.id is null
    order by s.media_id, s.field_path
    returning media_id
  ), ended as (
    select media_id from gone union all select old_media_id from moved
  ), changed as (
    select media_id from fresh union all select media_id from moved union all select media_id from ended
    union all select media_id from described
  ), told as (
    insert into public.audit_entry (id, namespace_id, actor_kind, actor_id, action, entity, entity_id, request_id)
    select public.new_id(), in_namespace, actor ->> 'kind', actor ->> 'id', 'references.changed', 'content_item', item,
      actor ->> 'requestId'
    where exists (select from changed)
  ), announced as (
    insert into public.outbox_event (id, namespace_id, type, entity_ids, request_id)
    select public.new_id(), in_namespace, 'reference.changed', array_agg(distinct media_id::text), actor ->> 'requestId'
    from changed having count(*) > 0
  )
  select (select count(*) from fresh) + (select count(*) from moved), (select count(*) from ended),
    count(*) filter (where d.id is not null), array_agg(d.media_id) filter (where d.id is null),
    array_agg(d.media_id) filter (where d.id is not null),
    (select jsonb_agg(distinct g.media_id) from ended g
      where not exists (select from diff kept where kept.is_wanted and kept.media_id = g.media_id))
  into added, removed, present, wanting, shown_before, lost
  from diff d;

  if lost is not null and actor -> 'mayRelease' = 'false' then
    raise exception 'the uses of some files may not be taken away' using errcode = 'VT403', detail = lost::text;
  end if;
  if added < cardinality(wanting) then
    perform public.refuse_files(in_namespace, item, wanting, levels, viewer);
  end if;
  if not all_offered and added > 0 and coalesce(content ->> 'state', 'published') = 'published' then
    perform public.refuse_withheld(in_namespace, wanting, coalesce(shown_before, '{}'));
  end if;
  if request ->> 'snapshot' is not null then
    perform public.take_snapshot(item, request ->> 'snapshot', actor);
  end if;
  return jsonb_build_object('added', added, 'removed', removed, 'unchanged', present - removed);
end $$;
