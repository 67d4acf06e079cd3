import type { Pool, PoolClient } from 'pg';
import { type Page, PageInput, type PageSummary } from './page.ts';

interface PageRow {
  id: string;
  title: string;
  state: Page['state'];
  body: unknown;
  updated_at: Date;
}

/** Creates the host's own tables where they are missing; they know nothing of Vitrine's. */
export async function preparePageStore(pool: Pool): Promise<void> {
  await pool.query(`
    create schema if not exists playground;
    create table if not exists playground.page (
      id uuid primary key,
      title text not null,
      state text not null check (state in ('draft', 'published')),
      body jsonb not null,
      updated_at timestamptz(3) not null default now()
    )`);
}

function toPage(row: PageRow): Page {
  const body = PageInput.pick({ featuredImage: true, blocks: true }).parse(row.body);
  return { id: row.id, title: row.title, state: row.state, updatedAt: row.updated_at.toISOString(), ...body };
}

export async function listPages(pool: Pool): Promise<PageSummary[]> {
  const { rows } = await pool.query<PageRow>(
    'select id, title, state, updated_at from playground.page order by updated_at desc, id limit 200',
  );
  return rows.map(({ id, title, state, updated_at }) => ({
    id,
    title,
    state,
    updatedAt: updated_at.toISOString(),
  }));
}

export async function getPage(database: Pool | PoolClient, id: string): Promise<Page | null> {
  const { rows } = await database.query<PageRow>('select * from playground.page where id = $1', [id]);
  return rows[0] ? toPage(rows[0]) : null;
}

export async function writePage(client: PoolClient, id: string, input: PageInput): Promise<Page> {
  const { title, state, ...body } = input;
  const { rows } = await client.query<PageRow>(
    `insert into playground.page (id, title, state, body) values ($1, $2, $3, $4)
     on conflict (id) do update set title = $2, state = $3, body = $4, updated_at = now()
     returning *`,
    [id, title, state, JSON.stringify(body)],
  );
  if (!rows[0]) throw new Error(`PostgreSQL returned no row for page ${id}`);
  return toPage(rows[0]);
}

/** @returns whether there was such a page. */
export async function removePage(client: PoolClient, id: string): Promise<boolean> {
  const { rowCount } = await client.query('delete from playground.page where id = $1', [id]);
  return rowCount === 1;
}
