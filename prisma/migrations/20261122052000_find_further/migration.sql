-- ---------------------------------------------------------------- files of a tag or a collection, by level

-- Who writes a file at this moment is waited for: it is counted by what is below, or by its trigger. First, as writers take them:
-- the index, then the counters.
lock table media_index in share row exclusive mode;

-- As before, and of a tag or a collection also how many of its files are of each level that not everybody sees: so nobody counts
-- them for whom they are hidden. Nothing is written more for a public file.
alter table counter drop constraint counter_metric_check, add constraint counter_metric_check
  check (metric in ('references', 'trashed') or metric ~ '^files(:(members|staff|private))?$'
    or metric ~ '^(image|video|audio|document)(:(public|members|staff|private))?$');
alter table counter_delta drop constraint counter_delta_metric_check, add constraint counter_delta_metric_check
  check (metric in ('references', 'trashed') or metric ~ '^files(:(members|staff|private))?$'
    or metric ~ '^(image|video|audio|document)(:(public|members|staff|private))?$');
create or replace function counted_in(
  namespace_id uuid, visibility text, kind text, access_level text, tag_ids uuid[], collection_ids uuid[])
returns table (subject_id uuid, metric text)
language sql immutable parallel safe
begin atomic
  select namespace_id, case when visibility = 'live' then kind else 'trashed' end where visibility <> 'merged'
  union all select namespace_id, kind || ':' || access_level where visibility = 'live'
  union all select unnest(tag_ids), 'files' where visibility = 'live'
  union all select unnest(collection_ids), 'files' where visibility = 'live'
  union all select unnest(tag_ids), 'files:' || access_level where visibility = 'live' and access_level <> 'public'
  union all select unnest(collection_ids), 'files:' || access_level where visibility = 'live' and access_level <> 'public';
end;

insert into counter_delta (namespace_id, subject_id, metric, delta, bytes)
select namespace_id, subject_id, 'files:' || access_level, count(*), sum(size_bytes)
from media_index cross join lateral unnest(tag_ids || collection_ids) as carried (subject_id)
where visibility = 'live' and access_level <> 'public' group by 1, 2, access_level;

-- ---------------------------------------------------------------- how often files are used

-- As before, and a merge that commits while its rows are waited for is seen: the file that is kept then gets its count with the
-- next fold. Locked here it would be out of turn, and two that wait for each other could meet.
create or replace function fold_counters(batch_size integer) returns integer
language plpgsql set search_path = pg_catalog, public, pg_temp
as $$
declare
  taken integer;
  used uuid[];
begin
  with oldest as (
    select id from counter_delta order by id limit batch_size for update skip locked
  ), gone as (
    delete from counter_delta d using oldest where d.id = oldest.id returning d.*
  ), folded as (
    insert into counter (namespace_id, subject_id, metric, value, bytes, grew_at, changed_at)
    select namespace_id, subject_id, metric, sum(delta), sum(bytes), max(created_at) filter (where delta > 0), max(created_at)
    from gone group by 1, 2, 3 order by subject_id, metric
    on conflict (subject_id, metric) do update set
      value = counter.value + excluded.value,
      bytes = counter.bytes + excluded.bytes,
      grew_at = greatest(counter.grew_at, excluded.grew_at),
      changed_at = greatest(counter.changed_at, excluded.changed_at)
  )
  select count(*), array_agg(distinct subject_id) filter (where metric = 'references') into taken, used from gone;

  if used is not null then
    used := used || array(select m.replaced_by from media m
      where m.id = any (used) and m.merged_at is not null and m.deleted_at is null);
    perform from media_index where media_id = any (used) order by media_id for update;
    insert into counter_delta (namespace_id, subject_id, metric, delta)
    select distinct m.namespace_id, m.replaced_by, 'references', 0 from media m
    where m.id = any (used) and m.merged_at is not null and m.deleted_at is null and m.replaced_by <> all (used);
    update media_index i set reference_count = u.uses
    from folded_uses_of(used) u
    where i.media_id = u.media_id and i.reference_count <> u.uses;
  end if;
  return taken;
end $$;
