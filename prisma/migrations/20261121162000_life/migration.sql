-- What the life of a file needs beside its dates: why it was approved or rejected and when a rejected one goes, what was
-- told of its rights, the name that each version came with, and since when nothing uses it.

alter table media
  add column review_note text not null default '',
  add column review_expires_at timestamptz(3),
  add column rights_told text,
  add constraint media_review_note_check check (length(review_note) <= 2000),
  add constraint media_review_expiry_check check (review_expires_at is null or review_status = 'rejected'),
  add constraint media_rights_told_check check (rights_told in ('ending', 'ended'));

alter table media_version
  add column original_filename text not null default '',
  add constraint media_version_note_check check (length(note) <= 2000);

update media_version v set original_filename = m.original_filename
from media m where m.namespace_id = v.namespace_id and m.id = v.media_id;

-- ---------------------------------------------------------------- lists

alter table media_index
  add column review_status text not null default 'approved',
  add column rights_start timestamptz(3),
  add column rights_end timestamptz(3),
  add constraint media_index_review_status_check check (review_status in ('pending', 'approved', 'rejected'));

-- From here on refresh_media_index() writes them: see the migration of what it costs.
update media_index i set review_status = m.review_status, rights_start = m.rights_start, rights_end = m.rights_end
from media m
where m.id = i.media_id and (m.review_status <> 'approved' or m.rights_start is not null or m.rights_end is not null);

-- The queue of the reviewers, and what pickers leave out: nearly always few among many.
create index media_index_review_idx on media_index (namespace_id, review_status, created_at desc, media_id desc)
  where visibility = 'live' and review_status <> 'approved';
create index media_index_rights_idx on media_index (namespace_id, rights_end, media_id)
  where visibility = 'live' and (rights_end is not null or rights_start is not null);

create index media_rights_end_idx on media (rights_end) where rights_end is not null and deleted_at is null;
create index media_review_expiry_idx on media (review_expires_at) where review_expires_at is not null and deleted_at is null;

-- ---------------------------------------------------------------- since when nothing uses a file

-- When a counter last grew says nothing of the day on which its last use was taken away.
alter table counter add column changed_at timestamptz(3);
update counter set changed_at = grew_at;

create or replace function fold_counters(batch_size integer) returns integer
language plpgsql set search_path = pg_catalog, public
as $$
declare
  taken integer;
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
  select count(*) into taken from gone;
  return taken;
end $$;

-- ---------------------------------------------------------------- tasks

-- What a clean-up found or did, in figures.
alter table task add column report jsonb;
