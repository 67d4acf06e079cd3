// The yardstick of the list benchmark: Hono and pg, one prepared statement that fetches all that a page of the
// library shows, no authentication, no checks, no URLs; rows go out as they come in.
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { Pool } from 'pg';
import { pageOf } from './bare-page.ts';

const [namespaceId] = process.argv.slice(2);
const pool = new Pool({ connectionString: process.env.DATABASE_URL, max: 10 });

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
