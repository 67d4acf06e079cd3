import { pageOf } from './bare-page.ts';

/** Files that a facet is counted of at most, hits that are ranked at most, files that are walked at most: as ours. */
const [FACET_HITS, RANKED, RANKED_COMMON, WALKED] = [1000, 1000, 300, 12_000];

const live = "namespace_id = $1 and visibility = 'live'";
/** In this way no index of the namespace is read beside that of the words or tags. */
const liveHit = "namespace_id is not distinct from $1 and visibility = 'live'";
const place = 'row_number() over (order by created_at desc, media_id desc) as place';
const newestFirst = 'order by created_at desc, media_id desc';
/** As a query of its own: a plan that is kept for any words would read it anew for each row. */
const query = "(select to_tsquery('public.vitrine', $2))";

/** Walks the newest files until 49 of them fit. */
const walk = (condition = 'true') => `
  select media_id, ${place} from (select * from media_index where ${live} ${newestFirst} offset 0) newest
  where ${condition} ${newestFirst} limit 49`;
/** Takes all that fit from the index of the condition, then the newest. `offset 0` keeps the order from choosing the index. */
const gather = (condition: string) => `
  select media_id, ${place} from (select media_id, created_at from media_index where ${liveHit} and ${condition} offset 0) hit
  ${newestFirst} limit 49`;

/** The order that ours are in: write-rank.ts. */
const rank = `ts_rank_cd('{0.05, 0.15, 0.5, 1}', search, ${query}, 32) + ts_rank('{0.05, 0.15, 0.5, 1}', search, ${query})
  + 0.2 / (1 + length(title_key) / 20.0)`;
const ranked = (hits: string) => `
  select media_id, row_number() over (order by rank desc, media_id desc) as place
  from (select media_id, ${rank} as rank from (${hits}) hit) ranked order by rank desc, media_id desc limit 49`;
const allHits = `select media_id, search, title_key from media_index where ${liveHit} and search @@ ${query} offset 0`;
const newestHits = `select i.media_id, i.search, i.title_key from (
    select media_id from (select media_id, created_at from media_index where ${liveHit} and search @@ ${query} offset 0) hit
    ${newestFirst} limit ${RANKED}) newest join media_index i using (media_id)`;
const stretchHits = (matches: string) => `select i.media_id, i.search, i.title_key from (
    select media_id from (select media_id, created_at from media_index
      where ${liveHit} and ${matches} and periods_of(created_at) && $3::integer[] offset 0) hit
    ${newestFirst} limit ${RANKED_COMMON}) newest join media_index i using (media_id)`;
const walkedHits = `select media_id, search, title_key from (
    select * from media_index where ${live} ${newestFirst} limit ${WALKED}) newest
  where search @@ ${query} limit ${RANKED_COMMON}`;

const top = (facet: string, value: string, from = 'hit') => `
  (select '${facet}' as facet, (${value})::text as value, count(*) as count from ${from} group by ${value} order by 3 desc limit 30)`;
const facetsOf = (hits: string) => `
  with hit as materialized (${hits} limit ${FACET_HITS}),
  counted as (${[
    top('kind', 'kind'),
    top('mime', 'mime_type'),
    top('tag', 'tag', '(select unnest(tag_ids) as tag from hit) tagged'),
    top('collection', 'collection', '(select unnest(collection_ids) as collection from hit) collected'),
    top('uploader', 'uploaded_by'),
    top('orientation', 'sign(width - height)'),
    top('color', 'color', '(select unnest(colors) as color from hit) colored'),
    top('year', 'extract(year from dated_at)'),
  ].join(' union all ')})
  select c.*, coalesce(t.name, l.title, u.display_name) as name
  from counted c
  left join tag t on c.facet = 'tag' and t.id::text = c.value
  left join collection l on c.facet = 'collection' and l.id::text = c.value
  left join "user" u on c.facet = 'uploader' and u.id::text = c.value`;
const facetColumns = 'kind, mime_type, tag_ids, collection_ids, uploaded_by, width, height, colors, dated_at';

/** A list of one file that tells how many there are. */
const withTotal = (page: string, total: string) =>
  `select listed.*, (${total}) as total from (${pageOf(page.replaceAll('limit 49', 'limit 2'))}) listed`;

/** What a handler would send that knows beforehand how common everything is. $1 is the namespace. */
export const statements = {
  newest: pageOf(walk()),
  after: pageOf(
    `select media_id, ${place} from media_index where ${live} and (created_at, media_id) < ($2, $3) ${newestFirst} limit 49`,
  ),
  // Every file of the namespace is joined with its tags before the page is cut: what lists must not do.
  afterJoined: `
    select i.media_id, i.created_at, json_agg(t.name) as tags
    from media_index i
    left join media_tag mt on mt.namespace_id = i.namespace_id and mt.media_id = i.media_id
    left join tag t on t.id = mt.tag_id
    where i.namespace_id = $1 and i.visibility = 'live' and (i.created_at, i.media_id) < ($2, $3)
    group by i.media_id, i.created_at order by i.created_at desc, i.media_id desc limit 49`,
  kind: pageOf(
    `select media_id, ${place} from media_index where ${live} and kind = $2 ${newestFirst} limit 49`,
  ),
  rareTag: pageOf(gather('tag_ids @> array[$2::uuid]')),
  commonTag: pageOf(walk('tag_ids @> array[$2::uuid]')),
  ranked: pageOf(ranked(allHits)),
  rankedNewest: pageOf(ranked(newestHits)),
  // $3 are the periods in which enough of the newest came; $4 the rare words, which the index is asked for.
  rankedStretch: pageOf(ranked(stretchHits(`search @@ ${query}`))),
  rankedRare: pageOf(
    ranked(
      stretchHits(`search @@ (select to_tsquery('public.vitrine', $4)) and (search @@ ${query}) is true`),
    ),
  ),
  rankedWalked: pageOf(ranked(walkedHits)),
  // The word that was meant, then its page.
  typo: pageOf(ranked(allHits)).replaceAll(
    '$2',
    `(select word from lexeme where namespace_id = $1 and files > 0 and word % $2 order by public.similarity(word, $2) desc, files desc limit 1)`,
  ),
  facetsOfAll: facetsOf(`select ${facetColumns} from media_index where ${live} ${newestFirst}`),
  facets: facetsOf(`select ${facetColumns} from media_index where ${liveHit} and search @@ ${query}`),
  facetsWalked: facetsOf(
    `select ${facetColumns} from (select * from media_index where ${live} ${newestFirst} offset 0) newest where search @@ ${query}`,
  ),
  countOfAll: withTotal(
    walk(),
    "select sum(value) from counter where subject_id = $1 and metric in ('image', 'video', 'audio', 'document')",
  ),
  countOfTag: withTotal(
    walk('tag_ids @> array[$2::uuid]'),
    "select value from counter where namespace_id = $1 and subject_id = $2 and metric = 'files'",
  ),
  // Told about, from the share of the newest periods ($3).
  countOfWord: withTotal(
    walk(`search @@ ${query}`),
    `select count(*) from media_index where ${liveHit} and search @@ ${query} and periods_of(created_at) && $3::integer[]`,
  ),
  // Words that begin so, wherever they stand in a name; titles that begin so, else the newest with such a word.
  suggest: `
    with later as materialized (
      select media_id from (
        select media_id, search from media_index where ${live} ${newestFirst} limit 2000) newest
      where search @@ (select to_tsquery('public.vitrine', '''' || $2 || ''':*A')) limit 5),
    first as materialized (
      select media_id from media_index
      where ${live} and title_key >= $2 and title_key < $2 || '~' order by title_key, media_id limit 5)
    (select 'tag' as thing, id, name from tag where namespace_id = $1 and strpos(name_key, ' ' || $2) > 0 limit 5)
    union all
    (select 'collection', id, title from collection where namespace_id = $1
       and strpos(' ' || lower(public.unaccent('public.unaccent', title)), ' ' || $2) > 0 limit 5)
    union all
    (select 'title', m.id, m.title from (
       select media_id from first union all select media_id from later where (select count(*) from first) < 5 limit 5) found
     join media m on m.id = found.media_id)`,
  gatheredWord: pageOf(gather(`search @@ ${query}`)),
  walkedWord: pageOf(walk(`search @@ ${query}`)),
  newestOfViewer: pageOf(walk("access_level = any ('{public,members}')")),
  rankedOfViewer: pageOf(
    ranked(
      walkedHits.replaceAll(' where search', " where access_level = any ('{public,members}') and search"),
    ),
  ),
} as const;

export type BareStatement = keyof typeof statements;
