-- References that a host writes in its own transaction, what content used on a day, versions that are kept for it, and
-- files that stand in the place of others. What a host's role can reach resolves no name outside pg_catalog by itself:
-- pg_temp stands last, or a temporary table of the host could take the place of one of ours.

alter table reference add column needs_version boolean default true;
-- Of the use as it is now, by the clock: a transaction that waited for another one begins after it.
alter table reference add column used_since timestamptz(3) not null default clock_timestamp();
update reference set used_since = created_at;
alter table media add column needs_live_replacement boolean
  generated always as (case when replaced_by is not null and deleted_at is null then true end) stored;

CREATE TABLE "reference_history" (
    "id" BIGSERIAL NOT NULL,
    "namespace_id" UUID NOT NULL,
    "content_type" TEXT NOT NULL,
    "external_id" TEXT NOT NULL,
    "locale" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "media_id" UUID NOT NULL,
    "field_path" TEXT NOT NULL,
    "version_pin" INTEGER,
    "valid_from" TIMESTAMPTZ(3) NOT NULL,
    "valid_to" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "reference_history_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "media_history" (
    "id" UUID NOT NULL,
    "namespace_id" UUID NOT NULL,
    "media_id" UUID NOT NULL,
    "version" INTEGER,
    "replaced_by" UUID,
    "valid_to" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "media_history_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "snapshot" (
    "id" UUID NOT NULL,
    "namespace_id" UUID NOT NULL,
    "content_type" TEXT NOT NULL,
    "external_id" TEXT NOT NULL,
    "locale" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "taken_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "snapshot_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "snapshot_item" (
    "namespace_id" UUID NOT NULL,
    "snapshot_id" UUID NOT NULL,
    "media_id" UUID NOT NULL,
    "field_path" TEXT NOT NULL,
    "shown_media_id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "needs_version" BOOLEAN DEFAULT true,

    CONSTRAINT "snapshot_item_pkey" PRIMARY KEY ("namespace_id","snapshot_id","field_path","media_id")
);

CREATE TABLE "host_role" (
    "role_name" TEXT NOT NULL,
    "namespace_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "host_role_pkey" PRIMARY KEY ("role_name")
);

CREATE UNIQUE INDEX "media_version_namespace_id_media_id_number_needs_active_blo_key" ON "media_version"("namespace_id", "media_id", "number", "needs_active_blob");
CREATE INDEX "reference_history_namespace_id_content_type_external_id_idx" ON "reference_history"("namespace_id", "content_type", "external_id");
CREATE INDEX "media_history_namespace_id_media_id_valid_to_idx" ON "media_history"("namespace_id", "media_id", "valid_to");
CREATE UNIQUE INDEX "snapshot_namespace_id_id_key" ON "snapshot"("namespace_id", "id");
CREATE UNIQUE INDEX "snapshot_namespace_id_content_type_external_id_locale_state_key" ON "snapshot"("namespace_id", "content_type", "external_id", "locale", "state", "name");
CREATE INDEX "snapshot_item_namespace_id_shown_media_id_idx" ON "snapshot_item"("namespace_id", "shown_media_id");
CREATE INDEX "host_role_namespace_id_idx" ON "host_role"("namespace_id");

ALTER TABLE "reference" ADD CONSTRAINT "reference_needs_version" FOREIGN KEY ("namespace_id", "media_id", "version_pin", "needs_version") REFERENCES "media_version"("namespace_id", "media_id", "number", "needs_active_blob") ON DELETE RESTRICT ON UPDATE RESTRICT;
ALTER TABLE "media" ADD CONSTRAINT "media_needs_live_replacement" FOREIGN KEY ("namespace_id", "replaced_by", "needs_live_replacement") REFERENCES "media"("namespace_id", "id", "is_live") ON DELETE RESTRICT ON UPDATE RESTRICT;
ALTER TABLE "media_history" ADD CONSTRAINT "media_history_namespace_id_media_id_fkey" FOREIGN KEY ("namespace_id", "media_id") REFERENCES "media"("namespace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;
ALTER TABLE "snapshot" ADD CONSTRAINT "snapshot_namespace_id_fkey" FOREIGN KEY ("namespace_id") REFERENCES "namespace"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;
ALTER TABLE "snapshot_item" ADD CONSTRAINT "snapshot_item_namespace_id_snapshot_id_fkey" FOREIGN KEY ("namespace_id", "snapshot_id") REFERENCES "snapshot"("namespace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;
ALTER TABLE "snapshot_item" ADD CONSTRAINT "snapshot_item_needs_version" FOREIGN KEY ("namespace_id", "shown_media_id", "version", "needs_version") REFERENCES "media_version"("namespace_id", "media_id", "number", "needs_active_blob") ON DELETE RESTRICT ON UPDATE RESTRICT;
ALTER TABLE "host_role" ADD CONSTRAINT "host_role_namespace_id_fkey" FOREIGN KEY ("namespace_id") REFERENCES "namespace"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

alter table reference add constraint reference_needs_version_check check (needs_version);
alter table snapshot_item add constraint snapshot_item_needs_version_check check (needs_version);
alter table snapshot add constraint snapshot_name_check check (length(name) between 1 and 255);
alter table audit_entry drop constraint audit_entry_actor_kind_check,
  add constraint audit_entry_actor_kind_check check (actor_kind in ('user', 'key', 'system', 'host'));

create index reference_pinned_idx on reference (namespace_id, media_id, version_pin) where version_pin is not null;
create index media_replaced_idx on media (namespace_id, replaced_by) where replaced_by is not null;
create index media_temporary_idx on media (temporary_until) where temporary_until is not null and deleted_at is null;

-- A UUIDv7 like those of the application: the id of a row that a host's transaction makes. Its names are bound here, and
-- without settings of its own it costs no call.
create function new_id() returns uuid
language sql volatile parallel safe
return encode(
  set_bit(set_bit(overlay(uuid_send(gen_random_uuid()) placing
    substring(int8send((extract(epoch from clock_timestamp()) * 1000)::bigint) from 3) from 1 for 6), 52, 1), 53, 1),
  'hex')::uuid;

-- ---------------------------------------------------------------- what was used when

alter function announce_events() set search_path = pg_catalog, pg_temp;

-- As before, with the names of tables written out.
create or replace function count_references() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp
as $$
begin
  if tg_op = 'INSERT' then
    insert into public.counter_delta (namespace_id, subject_id, metric, delta)
    select namespace_id, media_id, 'references', count(*) from new_rows group by 1, 2;
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

-- The first use makes a temporary file a lasting one.
create function keep_used_files() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp
as $$
begin
  update public.media m set temporary_until = null
  from (select id from public.media
         where id in (select media_id from new_rows) and temporary_until is not null and deleted_at is null
         order by id for no key update) used
  where m.id = used.id;
  return null;
end $$;

create trigger reference_keeps_file after insert on reference
  referencing new table as new_rows for each statement execute function keep_used_files();

-- A use is written down when it ends: until then its own row says since when it is there. So a save that adds costs nothing.
create function keep_reference_history() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp
as $$
begin
  insert into public.reference_history (namespace_id, content_type, external_id, locale, state, media_id, field_path,
    version_pin, valid_from, valid_to)
  select r.namespace_id, c.type, c.external_id, c.locale, c.state, r.media_id, r.field_path, r.version_pin, r.used_since,
    greatest(clock_timestamp(), r.used_since)
  from old_rows r
  join public.content_item c on c.namespace_id = r.namespace_id and c.id = r.content_item_id;
  return null;
end $$;

create trigger reference_history_kept after delete on reference
  referencing old table as old_rows for each statement execute function keep_reference_history();

-- Another version of the same file is another use.
create function change_pin() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp
as $$
begin
  new.used_since := greatest(clock_timestamp(), old.used_since);
  insert into public.reference_history (namespace_id, content_type, external_id, locale, state, media_id, field_path,
    version_pin, valid_from, valid_to)
  select old.namespace_id, c.type, c.external_id, c.locale, c.state, old.media_id, old.field_path, old.version_pin,
    old.used_since, new.used_since
  from public.content_item c where c.namespace_id = old.namespace_id and c.id = old.content_item_id;
  return new;
end $$;

create trigger reference_pin_changes before update of version_pin on reference
  for each row when (old.version_pin is distinct from new.version_pin) execute function change_pin();

create function keep_media_history() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp
as $$
begin
  insert into public.media_history (id, namespace_id, media_id, version, replaced_by, valid_to)
  select public.new_id(), old.namespace_id, old.id, (select number from public.media_version where id = old.current_version_id),
    old.replaced_by, clock_timestamp();
  return null;
end $$;

create trigger media_history_kept after update of current_version_id, replaced_by on media for each row
  when (old.current_version_id is distinct from new.current_version_id or old.replaced_by is distinct from new.replaced_by)
  execute function keep_media_history();

-- ---------------------------------------------------------------- files in the place of others

-- Replacements of one namespace wait for each other: two that are right alone can close a circle together.
create function refuse_replacement_circle() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp
as $$
begin
  perform pg_advisory_xact_lock(hashtextextended('replaced_by' || new.namespace_id::text, 0));
  if exists (
    with recursive later as (
      select id, replaced_by from public.media where id = new.replaced_by
      union
      select m.id, m.replaced_by from public.media m join later l on m.id = l.replaced_by)
    select from later where id = new.id) then
    raise exception 'a file can not stand in its own place'
      using errcode = 'check_violation', constraint = 'media_no_replacement_circle', table = 'media';
  end if;
  return null;
end $$;

create trigger media_no_replacement_circle after insert or update of replaced_by on media
  for each row when (new.replaced_by is not null) execute function refuse_replacement_circle();

-- Which file is shown where these are named: themselves, or the last of those that stand in their place.
create function shown_in_place_of(ids uuid[]) returns table (media_id uuid, shown_id uuid)
language sql stable parallel safe
begin atomic
  with recursive step as (
    select m.id as media_id, m.id as shown_id, m.replaced_by, 0 as depth from public.media m where m.id = any (ids)
    union all
    select s.media_id, m.id, m.replaced_by, s.depth + 1
    from step s join public.media m on m.id = s.replaced_by and m.deleted_at is null
    where s.depth < 100)
  select distinct on (media_id) media_id, shown_id from step order by media_id, depth desc;
end;

-- The other way about: the files in whose place these are shown, and they themselves.
create function named_in_place_of(ids uuid[]) returns table (shown_id uuid, media_id uuid)
language sql stable parallel safe
begin atomic
  with recursive step as (
    select m.namespace_id, m.id as shown_id, m.id as media_id, 0 as depth from public.media m where m.id = any (ids)
    union all
    select m.namespace_id, s.shown_id, m.id, s.depth + 1
    from step s join public.media m on m.namespace_id = s.namespace_id and m.replaced_by = s.media_id and m.deleted_at is null
    where s.depth < 100)
  select shown_id, media_id from step;
end;

-- What these files showed at a time: which file, in which version.
create function shown_at(ids uuid[], moment timestamptz) returns table (media_id uuid, shown_id uuid, version integer)
language sql stable parallel safe
begin atomic
  with recursive step as (
    select wanted.id as media_id, wanted.id as shown_id, 0 as depth from unnest(ids) as wanted (id)
    union all
    select s.media_id, was.replaced_by, s.depth + 1
    from step s
    join public.media m on m.id = s.shown_id
    cross join lateral (
      (select h.replaced_by from public.media_history h
        where h.namespace_id = m.namespace_id and h.media_id = m.id and h.valid_to > moment order by h.valid_to limit 1)
      union all select m.replaced_by limit 1) was
    where was.replaced_by is not null and s.depth < 100)
  select distinct on (s.media_id) s.media_id, s.shown_id, was.version
  from step s
  join public.media m on m.id = s.shown_id
  cross join lateral (
    (select h.version from public.media_history h
      where h.namespace_id = m.namespace_id and h.media_id = m.id and h.valid_to > moment and h.version is not null
      order by h.valid_to limit 1)
    union all (select v.number from public.media_version v where v.id = m.current_version_id)
    limit 1) was
  order by s.media_id, s.depth desc;
end;

-- ---------------------------------------------------------------- references, for the API and for hosts

-- What changed, for audit and outbox. `actor` is { kind, id, requestId }.
create function record_uses(in_namespace uuid, actor jsonb, action text, item_ids uuid[], media_ids uuid[]) returns void
language plpgsql set search_path = pg_catalog, pg_temp
as $$
begin
  insert into public.audit_entry (id, namespace_id, actor_kind, actor_id, action, entity, entity_id, request_id)
  select public.new_id(), in_namespace, actor ->> 'kind', actor ->> 'id', action, 'content_item', item, actor ->> 'requestId'
  from unnest(item_ids) item;
  if cardinality(media_ids) > 0 then
    insert into public.outbox_event (id, namespace_id, type, entity_ids, request_id)
    values (public.new_id(), in_namespace, 'reference.changed', media_ids::text[], actor ->> 'requestId');
  end if;
end $$;

-- Keeps what a piece of content shows now, under the host's name for it. A name that is known already is left as it is.
create function take_snapshot(item_id uuid, snapshot_name text, actor jsonb) returns integer
language plpgsql set search_path = pg_catalog, pg_temp
as $$
declare
  taken uuid;
  kept integer := 0;
begin
  insert into public.snapshot (id, namespace_id, content_type, external_id, locale, state, name, taken_at)
  select public.new_id(), namespace_id, type, external_id, locale, state, snapshot_name, clock_timestamp()
  from public.content_item where id = item_id
  on conflict (namespace_id, content_type, external_id, locale, state, name) do nothing
  returning id into taken;
  if taken is null then
    return 0;
  end if;
  insert into public.audit_entry (id, namespace_id, actor_kind, actor_id, action, entity, entity_id, request_id)
  select public.new_id(), namespace_id, actor ->> 'kind', actor ->> 'id', 'snapshot.registered', 'snapshot', taken,
    actor ->> 'requestId'
  from public.content_item where id = item_id;
  insert into public.snapshot_item (namespace_id, snapshot_id, media_id, field_path, shown_media_id, version)
  select r.namespace_id, taken, r.media_id, r.field_path, m.id, coalesce(r.version_pin, v.number)
  from public.reference r
  join public.shown_in_place_of(array(select media_id from public.reference where content_item_id = item_id)) s
    on s.media_id = r.media_id
  join public.media m on m.id = case when r.version_pin is null then s.shown_id else r.media_id end
    and m.purge_started_at is null
  join public.media_version v on v.id = m.current_version_id
  where r.content_item_id = item_id;
  get diagnostics kept = row_count;
  return kept;
end $$;

-- Says which of these files a piece of content could not begin to use, and why.
create function refuse_files(in_namespace uuid, item uuid, wanting uuid[], levels text[], viewer uuid) returns void
language plpgsql set search_path = pg_catalog, pg_temp
as $$
declare
  missing jsonb;
  trashed jsonb;
begin
  select jsonb_agg(distinct w.id) filter (where m.id is null),
    jsonb_agg(distinct w.id) filter (where m.deleted_at is not null and not exists (
      select from public.reference r
      where r.namespace_id = in_namespace and r.content_item_id = item and r.media_id = m.id and r.needs_live is null))
  into missing, trashed
  from unnest(wanting) as w (id)
  left join public.media m on m.namespace_id = in_namespace and m.id = w.id and m.purge_started_at is null
    and (levels is null or m.access_level = any (levels) or m.uploaded_by = viewer);
  if missing is not null then
    raise exception 'some of the files are not in this library' using errcode = 'VT404', detail = missing::text;
  elsif trashed is not null then
    raise exception 'some of the files are in the trash' using errcode = 'VT410', detail = trashed::text;
  end if;
  -- Restored between the look and this one.
  raise exception 'the files were changed in this moment' using errcode = 'serialization_failure', hint = 'Repeat.';
end $$;

-- Whether content may begin to show a file: it is approved, and its rights have begun and have not ended.
create function is_offered(review_status text, rights_start timestamptz, rights_end timestamptz, moment timestamptz)
returns boolean
language sql immutable parallel safe
return review_status = 'approved' and not coalesce(rights_start > moment or rights_end <= moment, false);

-- Drafts may hold what waits for its approval or its date; published content begins to show none of it, and goes on with
-- what it showed before. Call it after the references were written: their keys have waited for whoever rejects a file
-- in this very moment.
create function refuse_withheld(in_namespace uuid, wanting uuid[], shown_before uuid[]) returns void
language plpgsql set search_path = pg_catalog, pg_temp
as $$
declare
  withheld jsonb;
begin
  select jsonb_agg(m.id order by m.id) into withheld
  from public.media m
  where m.namespace_id = in_namespace and m.id = any (wanting)
    and not public.is_offered(m.review_status, m.rights_start, m.rights_end, clock_timestamp())
    and not m.id = any (shown_before);
  if withheld is not null then
    raise exception 'some of the files are not approved, or not within their rights'
      using errcode = 'VT409', detail = withheld::text;
  end if;
end $$;

-- Versions that a save pins have to be there, with their bytes; one that lost them under the page it may say again.
create function refuse_unknown_versions(in_namespace uuid, item uuid, uses jsonb) returns void
language plpgsql set search_path = pg_catalog, pg_temp
as $$
declare
  unknown jsonb;
begin
  select jsonb_agg(distinct w."mediaId") into unknown
  from jsonb_to_recordset(uses) as w ("mediaId" uuid, "fieldPath" text, version integer)
  where w.version is not null and not exists (
    select from public.media_version v
    where v.namespace_id = in_namespace and v.media_id = w."mediaId" and v.number = w.version and v.needs_active_blob)
  and not exists (
    select from public.reference r
    where r.namespace_id = in_namespace and r.content_item_id = item and r.media_id = w."mediaId"
      and r.field_path = coalesce(w."fieldPath", '') and (r.version_pin = w.version or r.needs_version is null));
  if unknown is not null then
    raise exception 'some of the files do not have that version' using errcode = 'VT404', detail = unknown::text;
  end if;
end $$;

-- Makes the uses of a piece of content those of `request` (SyncReferencesInput of @vitrine/schema), or adds them.
-- `actor` is { kind, id, requestId, userId, levels, mayRelease }: levels that it sees, null for all; mayRelease is false
-- for who may only add uses. Answers
-- { added, removed, unchanged }. Raises VT404 for files that are not there, VT410 for files in the trash and VT409 for
-- those that published content may not begin to show, with their ids as a JSON list in the detail.
create function write_references(in_namespace uuid, request jsonb, actor jsonb, keeps_others boolean) returns jsonb
language plpgsql set search_path = pg_catalog, pg_temp
as $$
declare
  content jsonb := request -> 'content';
  uses jsonb := coalesce(request -> 'references', '[]');
  levels text[] := case when jsonb_typeof(actor -> 'levels') = 'array'
                     then array(select jsonb_array_elements_text(actor -> 'levels')) end;
  viewer uuid := (actor ->> 'userId')::uuid;
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
  -- restores, trashes or purges one comes before this or waits for it, and nobody waits in a circle.
  perform from public.media
  where namespace_id = in_namespace and id in (
    select w."mediaId" from jsonb_to_recordset(uses) as w ("mediaId" uuid, "fieldPath" text)
    where not exists (
      select from public.reference r
      where r.namespace_id = in_namespace and r.content_item_id = item and r.media_id = w."mediaId"
        and r.field_path = coalesce(w."fieldPath", '')))
  order by id for key share;
  -- The foreign key would refuse it too, without the ids.
  if uses @? '$[*].version' then
    perform public.refuse_unknown_versions(in_namespace, item, uses);
  end if;

  with diff as materialized (
    -- What is wanted beside what is there: joined once and in full, which is never done row by row. Of two uses with one
    -- place the later counts.
    select p.id, p.needs_live, coalesce(w.media_id, p.media_id) as media_id, w.media_id is not null as is_wanted,
      w.field_path, w.version_pin, w.crop, w.alt, w.decorative, w.caption
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
  ), gone as (
    delete from public.reference r using diff d
    where r.id = d.id and not d.is_wanted and not keeps_others
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
    -- By file, so that the locks of their keys are taken in the same order by everybody. A page whose file was taken away
    -- by force may still move it. What happens to a file from here to the commit is the foreign key's to refuse.
    insert into public.reference (id, namespace_id, content_item_id, media_id, field_path, version_pin, crop, alt,
      decorative, caption, needs_live)
    select public.new_id(), in_namespace, item, d.media_id, d.field_path, d.version_pin, d.crop, d.alt, d.decorative,
      d.caption, case when m.deleted_at is null then true end
    from diff d
    join public.media m on m.namespace_id = in_namespace and m.id = d.media_id and m.purge_started_at is null
    where d.id is null
      and (levels is null or m.access_level = any (levels) or m.uploaded_by = viewer)
      and (m.deleted_at is null or exists (
        select from diff p where p.media_id = d.media_id and p.id is not null and p.needs_live is null))
    order by d.media_id, d.field_path
    returning media_id
  ), changed as (
    select media_id from fresh union all select media_id from gone union all select media_id from described
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
  select (select count(*) from fresh), (select count(*) from gone), count(*) filter (where d.id is not null),
    array_agg(d.media_id) filter (where d.id is null), array_agg(d.media_id) filter (where d.id is not null),
    (select jsonb_agg(distinct g.media_id) from gone g
      where not exists (select from diff kept where kept.is_wanted and kept.media_id = g.media_id))
  into added, removed, present, wanting, shown_before, lost
  from diff d;

  if lost is not null and actor -> 'mayRelease' = 'false' then
    raise exception 'the uses of some files may not be taken away' using errcode = 'VT403', detail = lost::text;
  end if;
  if added < cardinality(wanting) then
    perform public.refuse_files(in_namespace, item, wanting, levels, viewer);
  end if;
  if added > 0 and coalesce(content ->> 'state', 'published') = 'published' then
    perform public.refuse_withheld(in_namespace, wanting, coalesce(shown_before, '{}'));
  end if;
  if request ->> 'snapshot' is not null then
    perform public.take_snapshot(item, request ->> 'snapshot', actor);
  end if;
  return jsonb_build_object('added', added, 'removed', removed, 'unchanged', present - removed);
end $$;

-- Forgets a piece of content and all its uses: in every locale and state, or in those that are named.
create function forget_content(in_namespace uuid, content jsonb, actor jsonb) returns jsonb
language plpgsql set search_path = pg_catalog, pg_temp
as $$
declare
  items uuid[];
  removed uuid[];
begin
  -- Locked in the order of their ids: a save of the same page waits here, or we for it.
  items := array(
    select id from public.content_item
    where namespace_id = in_namespace and type = content ->> 'type' and external_id = content ->> 'id'
      and (content ->> 'locale' is null or locale = content ->> 'locale')
      and (content ->> 'state' is null or state = content ->> 'state')
    order by id for update);
  with gone as (
    delete from public.reference where namespace_id = in_namespace and content_item_id = any (items) returning media_id)
  select coalesce(array_agg(media_id), '{}') into removed from gone;
  delete from public.content_item where namespace_id = in_namespace and id = any (items);
  perform public.record_uses(in_namespace, actor, 'content.removed', items, array(select distinct unnest(removed)));
  return jsonb_build_object('added', 0, 'removed', cardinality(removed), 'unchanged', 0);
end $$;

-- ---------------------------------------------------------------- the door of hosts on the same PostgreSQL

create schema vitrine;

-- The namespace that the role which calls may write for. A role that was set counts, as it does for its rights.
create function vitrine.host_namespace() returns uuid
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
declare
  host text := coalesce(nullif(current_setting('role'), 'none'), session_user);
  found_id uuid;
begin
  select n.id into found_id from public.host_role h join public.namespace n on n.id = h.namespace_id
  where h.role_name = host and n.archived_at is null;
  if found_id is null then
    raise exception 'the role % writes for no namespace of Vitrine', host
      using errcode = 'VT403', hint = 'Run: vitrine grant-host --role ' || host || ' --namespace <its slug>';
  end if;
  return found_id;
end $$;

-- What is wrong with the form of a request, as references.sync of the API would find it; null where nothing is. Where one
-- thing is wrong the later ones are not read: each takes for granted what was asked before it. Plain expressions, which
-- cost no call for each of some hundred uses.
create function vitrine.content_problem(content jsonb, known text[]) returns text
language sql immutable parallel safe
return case
  when jsonb_typeof(content) is distinct from 'object' then 'content is no object'
  when content - known <> '{}' then 'content has ' || array_to_string(known, ', ') || ', and nothing else'
  when jsonb_typeof(content -> 'type') is distinct from 'string' or length(btrim(content ->> 'type')) not between 1 and 100
    then 'content.type is a text of 1 to 100 characters'
  when jsonb_typeof(content -> 'id') is distinct from 'string' or length(content ->> 'id') not between 1 and 255
    then 'content.id is a text of 1 to 255 characters'
  when jsonb_typeof(content -> 'locale') not in ('string', 'null') or length(content ->> 'locale') > 35
    then 'content.locale is a text of at most 35 characters'
  when jsonb_typeof(content -> 'state') not in ('string', 'null')
    or content ->> 'state' not in ('draft', 'published', 'archived') then 'content.state is draft, published or archived'
  when jsonb_typeof(content -> 'title') not in ('string', 'null') or length(content ->> 'title') > 500
    then 'content.title is a text of at most 500 characters'
  when jsonb_typeof(content -> 'url') not in ('string', 'null') or length(content ->> 'url') > 2000
    or content ->> 'url' !~ '^(https?://|/(?!/))'
    then 'content.url begins with http://, https:// or one /, and has at most 2000 characters'
end;

create function vitrine.is_crop(crop jsonb) returns boolean
language sql immutable parallel safe
return case
  when jsonb_typeof(crop) <> 'object' or crop - array['x', 'y', 'width', 'height'] <> '{}'
    or jsonb_typeof(crop -> 'x') is distinct from 'number' or jsonb_typeof(crop -> 'y') is distinct from 'number'
    or jsonb_typeof(crop -> 'width') is distinct from 'number' or jsonb_typeof(crop -> 'height') is distinct from 'number'
    then false
  else (crop ->> 'x')::numeric between 0 and 1 and (crop ->> 'y')::numeric between 0 and 1
    and (crop ->> 'width')::numeric > 0 and (crop ->> 'width')::numeric <= 1
    and (crop ->> 'height')::numeric > 0 and (crop ->> 'height')::numeric <= 1
end;

create function vitrine.use_problem(use jsonb) returns text
language sql immutable parallel safe
return case
  when jsonb_typeof(use) is distinct from 'object' then 'a reference is no object'
  when use - array['mediaId', 'fieldPath', 'version', 'crop', 'alt', 'decorative', 'caption'] <> '{}'
    then 'a reference has mediaId, fieldPath, version, crop, alt, decorative and caption, and nothing else'
  when jsonb_typeof(use -> 'mediaId') is distinct from 'string'
    or use ->> 'mediaId' !~ '^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$'
    then 'each reference has the id of a file as its mediaId'
  when jsonb_typeof(use -> 'fieldPath') not in ('string', 'null') or length(use ->> 'fieldPath') > 500
    or use ->> 'fieldPath' !~ '^(/.*)?$' then 'a fieldPath is empty or begins with /, and has at most 500 characters'
  when jsonb_typeof(use -> 'version') not in ('number', 'null') or use ->> 'version' !~ '^[1-9][0-9]{0,8}$'
    then 'a version is a whole number from 1'
  when jsonb_typeof(use -> 'decorative') not in ('boolean', 'null') then 'decorative is true or false'
  when jsonb_typeof(use -> 'alt') not in ('string', 'null') or length(use ->> 'alt') > 2000
    or jsonb_typeof(use -> 'caption') not in ('string', 'null') or length(use ->> 'caption') > 2000
    then 'alt and caption are texts of at most 2000 characters'
  when jsonb_typeof(use -> 'crop') <> 'null' and not vitrine.is_crop(use -> 'crop')
    then 'a crop has x, y, width and height from 0 to 1, and nothing else'
end;

create function vitrine.check_request(request jsonb) returns void
language plpgsql immutable set search_path = pg_catalog, pg_temp
as $$
declare
  uses constant jsonb := coalesce(request -> 'references', '[]');
  problem text;
begin
  problem := case
    when jsonb_typeof(request) is distinct from 'object' then 'the request is no object'
    when request - array['content', 'references', 'snapshot'] <> '{}'
      then 'the request has content, references and snapshot, and nothing else'
    when jsonb_typeof(request -> 'snapshot') not in ('string', 'null')
      or length(request ->> 'snapshot') not between 1 and 255 then 'snapshot is a text of 1 to 255 characters'
    when jsonb_typeof(uses) is distinct from 'array' then 'references is no array'
    when jsonb_array_length(uses) > 5000 then 'there are more than 5000 references'
    else vitrine.content_problem(request -> 'content', array['type', 'id', 'locale', 'state', 'title', 'url'])
  end;
  if problem is null then
    select p into problem
    from jsonb_array_elements(uses) u cross join lateral (select vitrine.use_problem(u)) as found (p)
    where p is not null limit 1;
  end if;
  if problem is not null then
    raise exception 'references: %', problem using errcode = 'VT400';
  end if;
end $$;

create function vitrine.host_actor() returns jsonb
language sql stable set search_path = pg_catalog, pg_temp
return jsonb_build_object('kind', 'host', 'id', coalesce(nullif(current_setting('role'), 'none'), session_user::text));

-- What `references.sync` of the API does, inside the transaction of the caller: both are kept, or neither.
create function vitrine.references_sync(request jsonb) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
  in_namespace uuid := vitrine.host_namespace();
begin
  perform vitrine.check_request(request);
  return public.write_references(in_namespace, request, vitrine.host_actor(), false);
end $$;

-- What `references.removeContent` does: { type, id, locale?, state? }.
create function vitrine.references_remove_content(content jsonb) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
  problem constant text := vitrine.content_problem(content, array['type', 'id', 'locale', 'state']);
begin
  if problem is not null then
    raise exception 'references: %', problem using errcode = 'VT400';
  end if;
  return public.forget_content(vitrine.host_namespace(), content, vitrine.host_actor());
end $$;

-- Whoever may is named by `vitrine grant-host`.
revoke all on all functions in schema vitrine from public;
