// The yardstick of the list benchmark: Hono and pg, one prepared statement that fetches all that a page of the
// library shows, no authentication, no checks, no URLs; rows go out as they come in.
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { Pool } from 'pg';

const [namespaceId] = process.argv.slice(2);
const pool = new Pool({ connectionString: process.env.DATABASE_URL, max: 10 });

/** Ids from the index alone, everything else joined to the 48 that were chosen. */
const pageOf = (ids: string) => `
  with page as materialized (${ids})
  select m.id, m.slug, m.title, m.description, m.kind, m.original_filename, m.alt, m.caption, m.credit, m.license,
    m.focal_x, m.focal_y, m.access_level, m.processing_status, m.review_status, m.revision, m.metadata,
    m.created_at, m.updated_at, m.current_version_id, b.mime_type, b.size_bytes, b.sha256,
    v.width, v.height, v.duration_seconds, v.page_count, v.has_alpha, v.animated, v.placeholder, v.damaged,
    i.tag_ids, i.collection_ids, u.display_name,
    (select json_agg(json_build_object('preset', r.preset, 'width', r.width, 'height', r.height))
       from rendition r where r.namespace_id = m.namespace_id and r.blob_id = v.blob_id) as renditions,
    (select json_agg(json_build_object('id', t.id, 'name', t.name, 'slug', t.slug, 'color', t.color))
       from media_tag mt join tag t on t.id = mt.tag_id where mt.namespace_id = m.namespace_id and mt.media_id = m.id) as tags,
    (select coalesce(sum(c.value), 0) from counter c where c.subject_id = m.id and c.metric = 'references') +
    (select coalesce(sum(d.delta), 0) from counter_delta d where d.subject_id = m.id and d.metric = 'references') as reference_count
  from page
  join media m on m.id = page.media_id
  join media_index i on i.media_id = page.media_id
  join media_version v on v.id = m.current_version_id
  join blob b on b.id = v.blob_id
  left join "user" u on u.id = m.uploaded_by
  order by page.place`;

const newest = (where: string) => `
  select media_id, row_number() over (order by created_at desc, media_id desc) as place from media_index
  where namespace_id = $1 and visibility = 'live' ${where}
  order by created_at desc, media_id desc limit 49`;

const statements = {
  first: pageOf(newest('')),
  after: pageOf(newest('and (created_at, media_id) < ($2, $3)')),
  skip: pageOf(`${newest('')} offset $2`),
  kind: pageOf(newest('and kind = $2')),
  search: pageOf(`
    select media_id, row_number() over (order by rank desc, media_id desc) as place
    from (
      select media_id, ts_rank_cd('{0.1,0.3,0.6,1.0}', search, query, 32) as rank
      from media_index, to_tsquery('public.vitrine', $2 || ':*') query
      where namespace_id = $1 and visibility = 'live' and search @@ query
      order by rank desc, media_id desc limit 49) hit`),
} as const;

const app = new Hono();
app.get('/row/:offset', async (c) => {
  const { rows } = await pool.query(
    `select created_at, media_id from media_index where namespace_id = $1 and visibility = 'live'
     order by created_at desc, media_id desc offset $2 limit 1`,
    [namespaceId, Number(c.req.param('offset'))],
  );
  return c.json(rows[0]);
});
app.get('/:statement', async (c) => {
  const name = c.req.param('statement');
  if (!(name in statements)) return c.notFound();
  const { rows } = await pool.query({
    name,
    text: statements[name as keyof typeof statements],
    values: [namespaceId, ...(c.req.queries('v') ?? [])],
  });
  return c.json(rows);
});

serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, ({ port }) => {
  process.stdout.write(`http://127.0.0.1:${port}\n`);
});
