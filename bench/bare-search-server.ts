// The yardstick of the search benchmark: Hono and pg, one prepared statement that knows beforehand how common everything
// is, no authentication, no checks, no highlights; rows go out as they come in.
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { Pool } from 'pg';
import { statements } from './bare-search-statements.ts';

const [namespaceId] = process.argv.slice(2);
const pool = new Pool({ connectionString: process.env.DATABASE_URL, max: 10, options: '-c jit=off' });
const known = new Map<string, string>(Object.entries(statements));

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
  const text = known.get(name);
  if (text === undefined) return c.notFound();
  const { rows } = await pool.query({ name, text, values: [namespaceId, ...(c.req.queries('v') ?? [])] });
  return c.json(rows);
});

serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, ({ port }) => {
  process.stdout.write(`http://127.0.0.1:${port}\n`);
});
