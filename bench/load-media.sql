-- Fills one namespace with :files files that differ as real ones do: words with a long tail, kinds in the
-- proportions of a newsroom, dates over four years, tags from popular to rare. Ids are computed, so that the
-- tables need no look-ups while they are filled. %NAMESPACE% and %FILES% are replaced by load-media.ts.
create temporary table word as
select n, w[1] || w[2] || w[3] as word from (
  select n, array[
    (array['ba','ce','di','fo','gu','ka','le','mi','no','pu','ra','se','ti','vo','xu','ze','na','o','shi','tra'])[1 + n % 20],
    (array['ran','let','min','tor','gus','la','ne','rik','so','mund'])[1 + n / 20 % 10],
    (array['a','er','is','on','um','el','as','ing','ed','y'])[1 + n / 200 % 10]] as w
  from generate_series(0, 1999) n) made;

create temporary table file as
select
  g,
  ('01900000-0000-7000-8000-' || lpad(to_hex(g), 12, '0'))::uuid as media_id,
  ('01900000-0000-7001-8000-' || lpad(to_hex(g), 12, '0'))::uuid as version_id,
  ('01900000-0000-7002-8000-' || lpad(to_hex(g), 12, '0'))::uuid as blob_id,
  (array['image','image','image','image','image','image','image','image','video','audio','document'])[1 + g % 11] as kind,
  -- The third power makes few words common and most rare; one word in 200 files is planted for the search.
  (select string_agg(words[1 + floor(2000 * power(random() + 0 * k, 3))::int], ' ') from generate_series(1, 3 + g % 3) k) || case when g % 200 = 7 then ' giraffe' else '' end as title,
  date_trunc('milliseconds', timestamptz '2022-01-01' + g * interval '20 minutes') as created_at
from (select array_agg(word order by n) as words from word) w, generate_series(1, %FILES%) g;

insert into tag (id, namespace_id, name, slug)
select ('01900000-0000-7006-8000-' || lpad(to_hex(n), 12, '0'))::uuid, '%NAMESPACE%', word, word from word where n < 200;

insert into blob (id, namespace_id, sha256, size_bytes, mime_type, storage_key)
select blob_id, '%NAMESPACE%', encode(sha256(g::text::bytea), 'hex'), 10000 + (g * 7919::bigint) % 90000000,
  case kind when 'image' then 'image/jpeg' when 'video' then 'video/mp4' when 'audio' then 'audio/mpeg' else 'application/pdf' end,
  '%NAMESPACE%/original/' || blob_id
from file;

insert into media (id, namespace_id, title, slug, original_filename, kind, access_level, processing_status, current_version_id, alt, created_at, updated_at)
select media_id, '%NAMESPACE%', title, 'file-' || g, 'IMG_' || g || '.jpg', kind, 'members', 'ready', version_id,
  case when g % 3 = 0 then '{}' else jsonb_build_object('en', title) end, created_at, created_at
from file;

insert into media_version (id, namespace_id, media_id, number, blob_id, width, height, placeholder)
select version_id, '%NAMESPACE%', media_id, 1, blob_id, 4000, 3000, 'YJqGPQw7sFlslqhFafSE+Q6oJ1h2iHB2Rw==' from file;

insert into rendition (id, namespace_id, blob_id, preset, recipe, recipe_hash, tool_version, storage_key, mime_type, width, height, size_bytes)
select gen_random_uuid(), '%NAMESPACE%', blob_id, preset, '{}', preset, 'bench', '%NAMESPACE%/rendition/' || gen_random_uuid(), 'image/webp', size, size * 3 / 4, size * 40
from file, (values ('small', 150), ('medium', 300), ('large', 800)) as p (preset, size)
where kind = 'image';

insert into media_tag (namespace_id, media_id, tag_id)
select distinct '%NAMESPACE%'::uuid, media_id,
  ('01900000-0000-7006-8000-' || lpad(to_hex(floor(200 * power(random() + 0 * k, 2))::int), 12, '0'))::uuid
from file, generate_series(1, 2) k;
