import { createAccessTokenHandler, createMediaClient } from '@vitrine/client';
import { Hono } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { Pool } from 'pg';
import * as z from 'zod';
import { answerError } from './answer-error.ts';
import { PageInput } from './page.ts';
import { getPage, listPages, preparePageStore } from './page-store.ts';
import { deletePage, savePage } from './save-page.ts';
import { seedPages } from './seed-pages.ts';
import { serveSite } from './serve-site.ts';

export interface HostOptions {
  /** PostgreSQL of the host. It may be Vitrine's server: the host keeps to its schema `playground`. */
  databaseUrl: string;
  /** Origin under which browsers and this server reach Vitrine: `http://localhost:4000`. */
  vitrineUrl: string;
  /** A key of the namespace that the host works in, `vt_…`. It never leaves this server. */
  apiKey: string;
  /** Folder of the built pages. Without it only `/api` is served, as beside a development server. */
  siteDirectory?: string;
}

export interface Host {
  app: Hono;
  /** Writes the example pages where there is no page yet. Vitrine has to be up. */
  seed(): Promise<void>;
  close(): Promise<void>;
}

/** There is no sign-in in this example: everybody is the same editor, with the rights of an admin of the demo. */
const demoUser = { id: 'demo-editor', displayName: 'Demo editor' };

/** A small CMS: pages of widgets, kept in its own tables, with Vitrine for the pictures. */
export async function createHost(options: HostOptions): Promise<Host> {
  const pool = new Pool({ connectionString: options.databaseUrl, max: 4 });
  await preparePageStore(pool);
  const vitrine = createMediaClient({ endpoint: options.vitrineUrl, apiKey: options.apiKey });
  const tokenHandler = createAccessTokenHandler({
    apiKey: options.apiKey,
    audience: new URL(options.vitrineUrl).origin,
    authorize: () => ({ user: demoUser, role: 'admin' }),
  });

  const app = new Hono();
  app.onError(answerError);
  const api = new Hono();
  const idOf = (value: string) => {
    const id = z.uuid().safeParse(value);
    if (!id.success) throw new HTTPException(404, { message: 'There is no such page.' });
    return id.data;
  };
  api.get('/config', (c) => c.json({ vitrineUrl: options.vitrineUrl }));
  api.post('/vitrine-token', (c) => tokenHandler(c.req.raw));
  api.get('/pages', async (c) => c.json(await listPages(pool)));
  api.get('/pages/:id', async (c) => {
    const page = await getPage(pool, idOf(c.req.param('id')));
    if (!page) throw new HTTPException(404, { message: 'There is no such page.' });
    return c.json(page);
  });
  api.put('/pages/:id', async (c) => {
    const input = PageInput.parse(await c.req.json());
    return c.json(await savePage(pool, vitrine, idOf(c.req.param('id')), input));
  });
  api.delete('/pages/:id', async (c) => {
    if (!(await deletePage(pool, vitrine, idOf(c.req.param('id'))))) {
      throw new HTTPException(404, { message: 'There is no such page.' });
    }
    return c.body(null, 204);
  });
  app.route('/api', api);
  if (options.siteDirectory) serveSite(app, options.siteDirectory);

  return { app, seed: () => seedPages(pool, vitrine), close: () => pool.end() };
}
