-- Fills one namespace with %FILES% files that differ as those of a newsroom do. Words, tags and people have long tails;
-- beside them stand words of a known frequency, which the benchmark searches for. Ids are computed and grow with time,
-- as those of real files do. %NAMESPACE%, %NUMBER%, %FILES% and %RECIPES% are replaced by load-search.ts, which also runs the
-- steps one after the other and counts on triggers and foreign keys being switched off.

-- step words
select setseed(0.5);
create or replace function pg_temp.word(n integer) returns text language sql immutable return
  (array['ba','ce','di','fo','gu','ka','le','mi','no','pu','ra','se','ti','vo','xu','ze','na','o','shi','tra'])[1 + n % 20] ||
  (array['ran','let','min','tor','gus','la','ne','rik','so','mund'])[1 + n / 20 % 10] ||
  (array['a','er','is','on','um','el','as','ing','ed','y'])[1 + n / 200 % 10] ||
  (array['','s','t','k','r','l','n','m','d','f'])[1 + n / 2000 % 10];
create or replace function pg_temp.id(sort text, n bigint) returns uuid language sql immutable return
  ('0190' || lpad(to_hex(%NUMBER%), 4, '0') || '-' || sort || '-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid;
create or replace function pg_temp.pick(choices text[], chance double precision) returns text language sql immutable return
  choices[1 + floor(cardinality(choices) * chance)::integer];

-- step texts
-- Few words are common and most are rare: the first of 20,000 stands in a quarter of all files. The offset keeps a word
-- from being drawn anew for each of its four parts.
create temporary table file as
select
  g, pg_temp.id('0000', g) as media_id, pg_temp.id('0001', g) as version_id, pg_temp.id('0002', g) as blob_id,
  kind, concat_ws(' ', (select string_agg(pg_temp.word(n), ' ') from (select floor(20000 * power(random(), 2.5))::integer as n from generate_series(1, 3 + g % 3) offset 0) drawn),
    case when g % 3 = 0 then planted end) as title,
  concat_ws(' ', (select string_agg(pg_temp.word(n), ' ') from (select floor(20000 * power(random(), 2.5))::integer as n from generate_series(1, 8 + g % 10) offset 0) drawn),
    case when g % 3 <> 0 then planted end) as description,
  case when kind = 'document' then
    (select string_agg(pg_temp.word(n), ' ') from (select floor(20000 * power(random(), 2.5))::integer as n from generate_series(1, 30 + g % 30) offset 0) drawn) end as extracted_text,
  case kind when 'image' then pg_temp.pick(array['image/jpeg', 'image/jpeg', 'image/jpeg', 'image/png', 'image/webp'], random())
    when 'video' then pg_temp.pick(array['video/mp4', 'video/mp4', 'video/quicktime'], random())
    when 'audio' then 'audio/mpeg' else 'application/pdf' end as mime_type,
  round(power(10, 4 + 4 * random()))::bigint as size_bytes,
  case when kind in ('image', 'video') then
    pg_temp.pick(array['4000x3000', '6000x4000', '3000x4000', '1920x1080', '1080x1080', '800x600'], random()) end as dimensions,
  case when kind in ('video', 'audio') then 1 + random() * 600 end as duration_seconds,
  case when kind = 'image' then (random() * 9e18)::bigint end as phash,
  pg_temp.id('0003', floor(200 * power(random(), 2))::bigint) as uploaded_by,
  case when g % 100 < 60 then 'public' when g % 100 < 96 then 'members' when g % 100 < 99 then 'staff' else 'private' end as access_level,
  now_ms - (%FILES% - g) * (interval '1500 days' / %FILES%) as created_at
from (select date_trunc('milliseconds', now()) as now_ms) moment, generate_series(1, %FILES%) g
cross join lateral (select
  pg_temp.pick(array['image','image','image','image','image','image','image','image','video','audio','document'], g * 7 % 11 / 11.0::double precision) as kind,
  -- One in so many files, whichever other words stand there; 'giraffe' is in fifty whatever the size.
  nullif(concat_ws(' ',
    case when g % greatest(1, %FILES% / 50) = 0 then 'giraffe' end,
    case when g % greatest(1, %FILES% / 50) = 0 and g / greatest(1, %FILES% / 50) % 5 = 0 then 'okapi' end,
    case when g % 1009 = 11 then 'observatory' end,
    case when g % 101 = 3 then 'lighthouse' end,
    case when g % 97 = 5 then 'keeper' end,
    case when g % 19 = 13 then 'harbour' end,
    case when g % 4 = 0 then 'press' end,
    case when g % 7 < 2 then 'office' end,
    case when g % 200 = 17 then 'golden hour' when g % 200 = 18 then 'hour of the golden' end,
    -- What all stands at the far end of a list by date.
    case when g <= %FILES% / 10 and g % 5 < 2 then 'daguerreotype' end), '') as planted) of_file;
analyze file;

-- step people, tags and collections
insert into "user" (id, issuer, subject, display_name)
select pg_temp.id('0003', n), 'bench', '%NUMBER%-' || n, initcap(pg_temp.word(n * 37) || ' ' || pg_temp.word(n * 91)) from generate_series(0, 199) n;
insert into tag (id, namespace_id, name, slug)
select pg_temp.id('0004', n), '%NAMESPACE%', case n when 500 then 'zoology' else pg_temp.word(n * 7) end, 'tag-' || n from generate_series(0, 500) n;
-- The first holds three files of a hundred; under it stand the others, a hundred files in each.
insert into collection (id, namespace_id, title, slug, parent_id, access_level)
select pg_temp.id('0005', n), '%NAMESPACE%', initcap(pg_temp.word(n * 13) || ' ' || pg_temp.word(n * 29)), 'collection-' || n,
  case when n > 0 and n % 10 = 0 then pg_temp.id('0005', 0) when n % 10 > 0 then pg_temp.id('0005', n - n % 10) end, 'members'
from generate_series(0, least(300, %FILES% / 100)) n;
insert into media_tag (namespace_id, media_id, tag_id)
select distinct '%NAMESPACE%'::uuid, media_id, pg_temp.id('0004', floor(500 * power(random() + 0 * k, 2))::bigint)
from file, generate_series(1, 1 + g % 4) k
union all
select '%NAMESPACE%'::uuid, media_id, pg_temp.id('0004', 500) from file where g % greatest(1, %FILES% / 50) = 1;
insert into collection_item (namespace_id, collection_id, media_id, position)
select '%NAMESPACE%'::uuid, pg_temp.id('0005', 0), media_id, lpad(to_hex(g), 8, '0') from file where g % 33 = 0
union all
select '%NAMESPACE%'::uuid, pg_temp.id('0005', n), media_id, lpad(to_hex(g), 8, '0')
from file, lateral (select 1 + g / 100 as n) place where n <= 300 and n <= %FILES% / 100;

-- step files
insert into blob (id, namespace_id, sha256, size_bytes, mime_type, storage_key)
select blob_id, '%NAMESPACE%', encode(sha256(blob_id::text::bytea), 'hex'), size_bytes, mime_type, '%NAMESPACE%/original/' || blob_id from file;
insert into media (id, namespace_id, title, slug, description, original_filename, kind, access_level, review_status,
  processing_status, current_version_id, uploaded_by, alt, license, rights_end, taken_at, deleted_at, purge_after, created_at, updated_at)
select media_id, '%NAMESPACE%', title, 'file-' || g, description,
  'IMG_' || lpad((g % 99999)::text, 5, '0') || '-' || substr(md5(g::text), 1, 6) || case kind when 'image' then '.jpg' when 'video' then '.mp4' when 'audio' then '.mp3' else '.pdf' end,
  kind, access_level, case when g % 500 = 1 then 'pending' when g % 500 = 2 then 'rejected' else 'approved' end,
  'ready', version_id, uploaded_by,
  case when g % 3 = 0 then '{}' else jsonb_build_object('en', substr(description, 1, 40)) end,
  case when g % 2 = 0 then 'CC BY 4.0' else '' end,
  case g % 100 when 41 then created_at + interval '300 days' when 42 then created_at + interval '3000 days' end,
  case when kind = 'image' and g % 10 < 7 then created_at - random() * interval '1000 days' end,
  case when g % 200 = 99 then now() end, case when g % 200 = 99 then now() + interval '30 days' end,
  created_at, created_at + case when g % 3 = 1 then random() * (now() - created_at) else interval '0' end
from file;
insert into media_version (id, namespace_id, media_id, number, blob_id, width, height, duration_seconds, placeholder, palette,
  phash, damaged, extracted_text, analyzed_at)
select version_id, '%NAMESPACE%', media_id, 1, blob_id, split_part(dimensions, 'x', 1)::integer, split_part(dimensions, 'x', 2)::integer,
  duration_seconds, 'YJqGPQw7sFlslqhFafSE+Q6oJ1h2iHB2Rw==',
  case when kind = 'image' then (select jsonb_agg('#' || lpad(to_hex(floor(16777216 * random())::integer), 6, '0')) from generate_series(1, 2 + g % 3)) end,
  phash, g % 1000 = 5, extracted_text, case when g % 5 > 0 then created_at end
from file;

-- step renditions
insert into rendition (id, namespace_id, blob_id, preset, recipe, recipe_hash, tool_version, storage_key, mime_type, width, height, size_bytes)
select id, '%NAMESPACE%', blob_id, preset, '{}', '%RECIPES%'::jsonb ->> preset, 'bench', '%NAMESPACE%/rendition/' || id, 'image/webp', size, size * 3 / 4, size * 40
from file, (values ('small', 150, '0006'), ('medium', 300, '0007'), ('large', 800, '0008')) as p (preset, size, sort),
  lateral (select pg_temp.id(sort, g) as id) as own
where kind = 'image';

-- step uses and likenesses
insert into content_item (id, namespace_id, type, external_id, title, url)
select pg_temp.id('0009', n), '%NAMESPACE%', 'article', 'article-' || n, 'Article ' || n, '/articles/' || n from generate_series(0, %FILES% / 100) n;
insert into reference (id, namespace_id, content_item_id, media_id, field_path)
select pg_temp.id('000a', g), '%NAMESPACE%', pg_temp.id('0009', g / 100), media_id, '/blocks/' || g % 100
from file where g % 20 = 7 and g % 200 <> 99;
insert into counter (namespace_id, subject_id, metric, value)
select namespace_id, media_id, 'references', count(*) from reference where namespace_id = '%NAMESPACE%' group by 1, 2;
insert into near_duplicate (namespace_id, media_id, other_id, distance)
select '%NAMESPACE%', a, b, 3
from (select pg_temp.id('0000', g) as one, pg_temp.id('0000', g + 1) as two from file where g % 200 = 50) pair,
  lateral (values (one, two), (two, one)) as both_ways (a, b);
