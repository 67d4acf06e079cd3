-- What it takes to find any file among a million: filters of all that a file is, the words of a namespace, pictures
-- that look alike, saved searches, growth.

-- AlterTable
ALTER TABLE "media_version" ADD COLUMN "analyzed_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "media" ADD COLUMN "merged_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "media_index" ADD COLUMN "colors" TEXT[] NOT NULL DEFAULT ARRAY[]::TEXT[],
ADD COLUMN "compared_phash" BIGINT DEFAULT 1,
ADD COLUMN "damaged" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN "dated_at" TIMESTAMPTZ(3),
ADD COLUMN "has_alt" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN "has_license" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN "is_analyzed" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN "phash" BIGINT,
ADD COLUMN "phash_bands" INTEGER[] NOT NULL DEFAULT ARRAY[]::INTEGER[],
ADD COLUMN "reference_count" INTEGER NOT NULL DEFAULT 0;

-- CreateTable
CREATE TABLE "near_duplicate" (
    "namespace_id" UUID NOT NULL,
    "media_id" UUID NOT NULL,
    "other_id" UUID NOT NULL,
    "distance" SMALLINT NOT NULL,

    CONSTRAINT "near_duplicate_pkey" PRIMARY KEY ("namespace_id","media_id","other_id")
);

-- CreateTable
CREATE TABLE "lexeme" (
    "namespace_id" UUID NOT NULL,
    "word" TEXT COLLATE "C" NOT NULL,
    "files" INTEGER NOT NULL,

    CONSTRAINT "lexeme_pkey" PRIMARY KEY ("namespace_id","word")
);

-- CreateTable
CREATE TABLE "vocabulary" (
    "namespace_id" UUID NOT NULL,
    "files" INTEGER NOT NULL,
    "refreshed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "vocabulary_pkey" PRIMARY KEY ("namespace_id")
);

-- CreateTable
CREATE TABLE "saved_search" (
    "id" UUID NOT NULL,
    "namespace_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "query" JSONB NOT NULL,
    "is_shared" BOOLEAN NOT NULL DEFAULT false,
    "created_by" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "saved_search_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "near_duplicate_namespace_id_other_id_idx" ON "near_duplicate"("namespace_id", "other_id");

-- CreateIndex
CREATE INDEX "saved_search_namespace_id_name_idx" ON "saved_search"("namespace_id", "name");

-- CreateIndex
CREATE UNIQUE INDEX "saved_search_namespace_id_id_key" ON "saved_search"("namespace_id", "id");

-- AddForeignKey
ALTER TABLE "near_duplicate" ADD CONSTRAINT "near_duplicate_namespace_id_media_id_fkey" FOREIGN KEY ("namespace_id", "media_id") REFERENCES "media"("namespace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "near_duplicate" ADD CONSTRAINT "near_duplicate_namespace_id_other_id_fkey" FOREIGN KEY ("namespace_id", "other_id") REFERENCES "media"("namespace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "vocabulary" ADD CONSTRAINT "vocabulary_namespace_id_fkey" FOREIGN KEY ("namespace_id") REFERENCES "namespace"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "saved_search" ADD CONSTRAINT "saved_search_namespace_id_fkey" FOREIGN KEY ("namespace_id") REFERENCES "namespace"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

alter table near_duplicate
  add constraint near_duplicate_distance_check check (distance between 0 and 64),
  add constraint near_duplicate_pair_check check (media_id <> other_id);
alter table lexeme add constraint lexeme_files_check check (files > 0);
alter table saved_search add constraint saved_search_name_check check (length(name) between 1 and 100);
alter table media_index
  add constraint media_index_reference_count_check check (reference_count >= 0),
  drop constraint media_index_visibility_check,
  add constraint media_index_visibility_check check (visibility in ('live', 'trashed', 'merged'));
alter table media
  add constraint media_merged_check check (merged_at is null or replaced_by is not null or deleted_at is not null);
-- Those that content still names: their uses count for the file that was kept.
create index media_merged_idx on media (namespace_id, replaced_by) where merged_at is not null and deleted_at is null;

-- ---------------------------------------------------------------- names

-- The words of a name in lower case without accents, each with a space before it: what begins so is found by looking
-- for a text. With ten thousand tags there is no time to fold each at every key that somebody presses.
create function fold_name(name text) returns text
language sql immutable parallel safe strict
return ' ' || translate(lower(public.unaccent('public.unaccent', name)), '-_/.:,;&+()''"', '             ');

alter table tag add column name_key text generated always as (fold_name(name)) stored;

-- ---------------------------------------------------------------- languages

-- The stemmers of PostgreSQL 15: accents are folded first, as everywhere else. TextSearchLanguage of @vitrine/schema lists them.
do $$
declare
  language text;
begin
  foreach language in array array[
    'arabic', 'armenian', 'basque', 'catalan', 'danish', 'dutch', 'english', 'finnish', 'french', 'german', 'greek',
    'hindi', 'hungarian', 'indonesian', 'irish', 'italian', 'lithuanian', 'nepali', 'norwegian', 'portuguese', 'romanian',
    'russian', 'serbian', 'spanish', 'swedish', 'tamil', 'turkish', 'yiddish']
  loop
    execute format('create text search configuration public.%I (copy = pg_catalog.%I)', 'vitrine_' || language, language);
    execute format('alter text search configuration public.%I
      alter mapping for asciiword, asciihword, hword_asciipart, word, hword, hword_part with public.unaccent, pg_catalog.%I',
      'vitrine_' || language, language || '_stem');
    execute format('alter text search configuration public.%I
      alter mapping for numword, numhword with public.unaccent, pg_catalog.simple', 'vitrine_' || language);
  end loop;
end $$;

-- A text for the parser: what joins words, as in file names, addresses and 'e-mail', parts them. A search parts them too.
create function part_words(words text) returns text
language sql immutable parallel safe
return translate(words, '._/\-@:+~<>&%#=?', repeat(' ', 16));

-- What a file is found by. Where a language stems, every word stands there as it is written too: so a beginning of a word, a
-- phrase and a word that the language leaves out are found in all of them alike.
create function search_vector(config text, title text, labels text, body text) returns tsvector
language sql stable parallel safe set search_path = pg_catalog, public, pg_temp
as $$
  select case when config = 'vitrine' then plain.vector else stemmed.vector || plain.vector end
  from (select part_words(title) as title, part_words(labels) as labels, part_words(body) as body) parted
  cross join lateral (select
      setweight(to_tsvector('public.vitrine', parted.title), 'A') ||
      setweight(to_tsvector('public.vitrine', parted.labels), 'B') ||
      setweight(to_tsvector('public.vitrine', parted.body), 'C') as vector) plain
  cross join lateral (select case when config <> 'vitrine' then
      setweight(to_tsvector(config::regconfig, parted.title), 'A') ||
      setweight(to_tsvector(config::regconfig, parted.labels), 'B') ||
      setweight(to_tsvector(config::regconfig, parted.body), 'C') end as vector) stemmed
$$;

-- ---------------------------------------------------------------- colors and likeness

-- The name of a color by its hue, and by its lightness where it has hardly any: '#c81e3c' is red. null for what is no color.
-- Step by step: as one query over subqueries each value is worked out anew wherever it is named, fifty times as slowly.
create function color_name(hex text) returns text
language plpgsql immutable parallel safe strict set search_path = pg_catalog, pg_temp
as $$
declare
  rgb bytea;
  r double precision;
  g double precision;
  b double precision;
  high double precision;
  low double precision;
  chroma double precision;
  lightness double precision;
  hue double precision;
begin
  if hex !~ '^#[0-9A-Fa-f]{6}$' then
    return null;
  end if;
  rgb := decode(substr(hex, 2), 'hex');
  r := get_byte(rgb, 0) / 255.0;
  g := get_byte(rgb, 1) / 255.0;
  b := get_byte(rgb, 2) / 255.0;
  high := greatest(r, g, b);
  low := least(r, g, b);
  chroma := high - low;
  lightness := (high + low) / 2;
  if chroma < 0.12 or (lightness < 0.12 and chroma < 0.3) or lightness > 0.95 then
    return case when lightness < 0.2 then 'black' when lightness > 0.85 then 'white' else 'gray' end;
  end if;
  hue := case when high = r then (g - b) / chroma * 60 + case when g < b then 360 else 0 end
    when high = g then (b - r) / chroma * 60 + 120
    else (r - g) / chroma * 60 + 240 end;
  return case
    when hue < 15 or hue >= 345 then case when lightness > 0.75 then 'pink' else 'red' end
    when hue < 45 then case when lightness < 0.4 then 'brown' else 'orange' end
    when hue < 70 then case when lightness < 0.25 then 'brown' else 'yellow' end
    when hue < 160 then 'green'
    when hue < 200 then 'teal'
    when hue < 255 then 'blue'
    when hue < 290 then 'purple'
    else 'pink'
  end;
end $$;

create function color_names(palette jsonb) returns text[]
language plpgsql immutable parallel safe set search_path = pg_catalog, public, pg_temp
as $$
begin
  if palette is null or jsonb_typeof(palette) <> 'array' then
    return '{}';
  end if;
  return (
    select coalesce(array_agg(distinct name order by name), '{}')
    from (select public.color_name(value) as name from jsonb_array_elements_text(palette)) named
    where name is not null);
end $$;

-- The four quarters of a perceptual hash, each with its place in front: two hashes that differ in up to three bits have one
-- in common, and two that differ in up to seven have one in common but for a bit.
create function bands_of(phash bigint) returns integer[]
language sql immutable parallel safe strict
return array[
  (phash >> 48 & 65535)::integer, 65536 + (phash >> 32 & 65535)::integer,
  131072 + (phash >> 16 & 65535)::integer, 196608 + (phash & 65535)::integer];

-- The same, and all that differ from one of them in a single bit: 68 numbers.
create function bands_near(phash bigint) returns integer[]
language sql immutable parallel safe strict
as $$
  select array_agg(near) from (
    select band as near from unnest(public.bands_of(phash)) as band
    union all
    select band # (1 << bit) from unnest(public.bands_of(phash)) as band, generate_series(0, 15) as bit) bands
$$;

-- ---------------------------------------------------------------- the index

drop function media_index_rows(uuid[]);

-- As before, and by level too: so who may not see all of them is told how many they are without anyone counting what is hidden.
-- A file that was merged into another counts for nothing: it is in no list.
alter table counter drop constraint counter_metric_check, add constraint counter_metric_check
  check (metric in ('references', 'files', 'trashed') or metric ~ '^(image|video|audio|document)(:(public|members|staff|private))?$');
alter table counter_delta drop constraint counter_delta_metric_check, add constraint counter_delta_metric_check
  check (metric in ('references', 'files', 'trashed') or metric ~ '^(image|video|audio|document)(:(public|members|staff|private))?$');
drop function counted_in(uuid, text, text, uuid[], uuid[]);
create function counted_in(
  namespace_id uuid, visibility text, kind text, access_level text, tag_ids uuid[], collection_ids uuid[])
returns table (subject_id uuid, metric text)
language sql immutable parallel safe
begin atomic
  select namespace_id, case when visibility = 'live' then kind else 'trashed' end where visibility <> 'merged'
  union all select namespace_id, kind || ':' || access_level where visibility = 'live'
  union all select unnest(tag_ids), 'files' where visibility = 'live'
  union all select unnest(collection_ids), 'files' where visibility = 'live';
end;

create or replace function count_media_index() returns trigger
language plpgsql set search_path = pg_catalog, public, pg_temp
as $$
begin
  if tg_op = 'INSERT' then
    insert into counter_delta (namespace_id, subject_id, metric, delta, bytes)
    select r.namespace_id, c.subject_id, c.metric, count(*), sum(r.size_bytes)
    from new_rows r cross join lateral counted_in(r.namespace_id, r.visibility, r.kind, r.access_level, r.tag_ids, r.collection_ids) c
    group by 1, 2, 3;
  elsif tg_op = 'DELETE' then
    insert into counter_delta (namespace_id, subject_id, metric, delta, bytes)
    select r.namespace_id, c.subject_id, c.metric, -count(*), -sum(r.size_bytes)
    from old_rows r cross join lateral counted_in(r.namespace_id, r.visibility, r.kind, r.access_level, r.tag_ids, r.collection_ids) c
    group by 1, 2, 3;
  else
    insert into counter_delta (namespace_id, subject_id, metric, delta, bytes)
    select r.namespace_id, c.subject_id, c.metric, sum(r.n), sum(r.n * r.size_bytes)
    from (select 1 as n, namespace_id, visibility, kind, access_level, tag_ids, collection_ids, size_bytes from new_rows
          union all
          select -1, namespace_id, visibility, kind, access_level, tag_ids, collection_ids, size_bytes from old_rows) r
    cross join lateral counted_in(r.namespace_id, r.visibility, r.kind, r.access_level, r.tag_ids, r.collection_ids) c
    group by 1, 2, 3 having sum(r.n) <> 0 or sum(r.n * r.size_bytes) <> 0;
  end if;
  return null;
end $$;

-- How often files are used, as of the last fold: each with those that were merged into it and that content still names.
create function folded_uses_of(ids uuid[]) returns table (media_id uuid, uses integer)
language sql stable
begin atomic
  select wanted.id, greatest(0, coalesce(sum(c.value), 0))::integer
  from (select distinct unnest(ids) as id) wanted
  left join lateral (
    select wanted.id as subject_id
    union all
    select o.id from public.media m join public.media o
      on o.namespace_id = m.namespace_id and o.replaced_by = m.id and o.merged_at is not null and o.deleted_at is null
    where m.id = wanted.id) named on true
  left join public.counter c on c.subject_id = named.subject_id and c.metric = 'references'
  group by wanted.id;
end;

-- The rows of the index as these files are now; none for files whose purge began.
create function media_index_rows(ids uuid[]) returns table (
  media_id uuid, namespace_id uuid, visibility text, kind text, mime_type text, access_level text, uploaded_by uuid,
  size_bytes bigint, width integer, height integer, duration_seconds double precision, title_key text, tag_ids uuid[],
  collection_ids uuid[], created_at timestamptz, updated_at timestamptz, taken_at timestamptz, deleted_at timestamptz,
  search_config text, search tsvector, review_status text, rights_start timestamptz, rights_end timestamptz,
  dated_at timestamptz, has_alt boolean, has_license boolean, is_analyzed boolean, damaged boolean, colors text[],
  phash bigint, phash_bands integer[], reference_count integer)
language sql stable
begin atomic
  select
    m.id, m.namespace_id,
    case when m.deleted_at is not null then 'trashed' when m.merged_at is not null then 'merged' else 'live' end,
    m.kind, b.mime_type, m.access_level, m.uploaded_by, b.size_bytes, v.width, v.height,
    v.duration_seconds, left(lower(public.unaccent('public.unaccent', m.title)), 255),
    t.tag_ids, c.collection_ids, m.created_at, m.updated_at, m.taken_at, m.deleted_at,
    n.text_search_config,
    public.search_vector(n.text_search_config, m.title,
      concat_ws(' ', a.texts, m.caption, t.names, public.searchable_filename(m.original_filename)),
      concat_ws(' ', m.description, v.extracted_text)),
    m.review_status, m.rights_start, m.rights_end,
    coalesce(m.taken_at, m.created_at), coalesce(a.texts, '') ~ '\S', m.license ~ '\S', v.analyzed_at is not null,
    v.damaged, public.color_names(v.palette), v.phash, coalesce(public.bands_of(v.phash), '{}'),
    coalesce((select k.value from public.counter k where k.subject_id = m.id and k.metric = 'references'), 0)::integer
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
-- are there are updated, not inserted in vain: with as many indexes as here that is a third of the time. The reference
-- count is read for new rows alone; later the fold of the counters keeps it.
create or replace function refresh_media_index(ids uuid[]) returns void
language plpgsql set search_path = pg_catalog, public, pg_temp
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
        search_config, search, review_status, rights_start, rights_end, dated_at, has_alt, has_license, is_analyzed,
        damaged, colors, phash, phash_bands, reference_count)
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
    review_status = r.review_status, rights_start = r.rights_start, rights_end = r.rights_end,
    dated_at = r.dated_at, has_alt = r.has_alt, has_license = r.has_license, is_analyzed = r.is_analyzed,
    damaged = r.damaged, colors = r.colors, phash = r.phash, phash_bands = r.phash_bands,
    -- What came while it was out of sight was not compared with it.
    compared_phash = case when i.visibility <> 'live' and r.visibility = 'live' then 1 else i.compared_phash end
  from media_index_rows(known) r
  where i.media_id = r.media_id;
end $$;

-- Other bytes: what the file was a duplicate of it may be no more. Its hash does not tell, where it has none, or the same.
create function compare_again() returns trigger
language plpgsql set search_path = pg_catalog, public, pg_temp
as $$
begin
  update media_index set compared_phash = 1 where media_id = new.id;
  return null;
end $$;
create trigger media_shows_other_bytes after update of current_version_id on media
  for each row when (old.current_version_id <> new.current_version_id) execute function compare_again();

-- The rows that are there: of files whose texts did not change, words parted anew.
do $$
declare
  batch uuid[];
  last uuid := '00000000-0000-0000-0000-000000000000';
begin
  loop
    batch := array(select media_id from media_index where media_id > last order by media_id limit 5000);
    exit when cardinality(batch) = 0;
    last := batch[cardinality(batch)];
    perform refresh_media_index(batch);
    -- What is left is of a file whose purge ends in this moment.
    update media_index set dated_at = created_at where media_id = any (batch) and dated_at is null;
  end loop;
end $$;
update media_index i set reference_count = greatest(0, c.value)
from counter c where c.subject_id = i.media_id and c.metric = 'references' and c.value > 0;

insert into counter_delta (namespace_id, subject_id, metric, delta, bytes)
select namespace_id, namespace_id, kind || ':' || access_level, count(*), sum(size_bytes)
from media_index where visibility = 'live' group by 1, 3;

alter table media_index alter column dated_at set not null;

create index media_index_dated_idx on media_index (namespace_id, dated_at desc, media_id desc) where visibility = 'live';
create index media_index_usage_idx on media_index (namespace_id, reference_count desc, media_id desc) where visibility = 'live';
create index media_index_mime_idx on media_index (namespace_id, mime_type, created_at desc, media_id desc) where visibility = 'live';
create index media_index_width_idx on media_index (namespace_id, width, height) where visibility = 'live' and width is not null;
create index media_index_duration_idx on media_index (namespace_id, duration_seconds)
  where visibility = 'live' and duration_seconds is not null;
create index media_index_without_alt_idx on media_index (namespace_id, created_at desc, media_id desc)
  where visibility = 'live' and kind = 'image' and not has_alt;
create index media_index_damaged_idx on media_index (namespace_id, created_at desc, media_id desc)
  where visibility = 'live' and damaged;
-- By the words alone: a namespace would be one key with all its files, and each search for more than a few hundred would
-- read that whole list before its first hit. Of small namespaces PostgreSQL takes both lists together.
drop index media_index_search_idx;
create index media_index_search_idx on media_index using gin (search) where visibility = 'live';
create index media_index_colors_idx on media_index using gin (colors) where visibility = 'live';
create index media_index_bands_idx on media_index using gin (phash_bands)
  where visibility = 'live' and phash is not null;
create index media_index_uncompared_idx on media_index (namespace_id, media_id)
  where phash is distinct from compared_phash;
-- Partial, though all are: Prisma would take it for one of its own.
create index lexeme_word_trigram_idx on lexeme using gin (namespace_id, word public.gin_trgm_ops) where files > 0;

-- ---------------------------------------------------------------- how often files are used

-- As before, and the count of each file goes on into the index, where lists are ordered by it: a job a minute, so no
-- writer of uses ever waits for the row of a widely used file. Rows are locked in the order of refresh_media_index().
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
    update media_index i set reference_count = u.uses
    from folded_uses_of(used) u
    where i.media_id = u.media_id and i.reference_count <> u.uses;
  end if;
  return taken;
end $$;

-- ---------------------------------------------------------------- the words of a namespace

-- Counts the words of a namespace anew; answers how many there are. Neither numbers nor what is hardly a word: a camera gives
-- every file one of its own. As they are written, not their stems.
create function refresh_vocabulary(in_namespace uuid) returns integer
language plpgsql set search_path = pg_catalog, public, pg_temp
as $$
declare
  kept integer;
  stems boolean;
begin
  select text_search_config <> 'vitrine' into stems from namespace where id = in_namespace;
  with counted as materialized (
    select word collate "C" as word, ndoc
    from ts_stat(format(
      case when stems then
        'select to_tsvector(''public.vitrine'', part_words(concat_ws('' '', m.title, m.caption, m.description,
           (select string_agg(value, '' '') from jsonb_each_text(m.alt)),
           (select string_agg(t.name, '' '') from tag t where t.id = any (i.tag_ids)),
           searchable_filename(m.original_filename), v.extracted_text)))
         from media_index i
         join media m on m.id = i.media_id
         join media_version v on v.namespace_id = m.namespace_id and v.media_id = m.id and v.id = m.current_version_id
         where i.namespace_id = %1$L and i.visibility = ''live'''
      else 'select search from media_index where namespace_id = %1$L and visibility = ''live''' end, in_namespace))
    where length(word) between 2 and 40 and word !~ '[0-9]'
    order by ndoc desc, word limit 200000
  ), gone as (
    delete from lexeme l where namespace_id = in_namespace and not exists (select from counted c where c.word = l.word)
  ), made as (
    insert into lexeme (namespace_id, word, files)
    select in_namespace, word, ndoc from counted order by word
    on conflict (namespace_id, word) do update set files = excluded.files where lexeme.files <> excluded.files
  )
  select count(*) into kept from counted;
  insert into vocabulary (namespace_id, files, refreshed_at)
  select in_namespace, count(*), now() from media_index where namespace_id = in_namespace and visibility = 'live'
  on conflict (namespace_id) do update set files = excluded.files, refreshed_at = excluded.refreshed_at;
  return kept;
end $$;

-- ---------------------------------------------------------------- growth

-- Files and bytes that came on each day (UTC) and are still there.
create materialized view storage_growth_by_day as
select
  i.namespace_id,
  (i.created_at at time zone 'UTC')::date as day,
  i.kind,
  count(*) as file_count,
  sum(i.size_bytes)::bigint as total_size
from media_index i
where i.visibility = 'live'
group by 1, 2, 3;

create unique index storage_growth_by_day_key on storage_growth_by_day (namespace_id, day, kind);

create or replace function refresh_storage_stats() returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
begin
  refresh materialized view concurrently public.storage_usage_by_namespace;
  refresh materialized view concurrently public.storage_growth_by_day;
end $$;

-- PostgreSQL lets everybody call a new function: these are the application's.
do $$
declare
  ours record;
begin
  for ours in
    select p.oid::regprocedure as name, p.prorettype = 'trigger'::regtype as is_trigger
    from pg_proc p
    where p.pronamespace = 'public'::regnamespace and p.proowner = current_user::regrole
      and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e')
  loop
    execute format('revoke execute on function %s from public', ours.name);
    if not ours.is_trigger and exists (select from pg_roles where rolname = 'vitrine_app') then
      execute format('grant execute on function %s to vitrine_app', ours.name);
    end if;
  end loop;
end $$;
