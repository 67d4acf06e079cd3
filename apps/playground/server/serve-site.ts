import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { serveStatic } from '@hono/node-server/serve-static';
import type { Hono } from 'hono';

const YEAR_SECONDS = 31_536_000;

/** Serves the built pages; every address that is no file is a page of the single-page application. */
export function serveSite(app: Hono, directory: string): void {
  app.use(
    '/assets/*',
    serveStatic({
      root: directory,
      // The names of built files hold a hash of their content.
      onFound: (_path, c) => c.header('Cache-Control', `public, max-age=${YEAR_SECONDS}, immutable`),
    }),
  );
  app.get('/assets/*', (c) => c.text('There is no such file.', 404));
  app.get('/api/*', (c) => c.json({ message: 'There is no such call.' }, 404));
  app.get('*', async (c) => {
    c.header('Cache-Control', 'no-cache');
    return c.html(await readFile(join(directory, 'index.html'), 'utf8'));
  });
}
