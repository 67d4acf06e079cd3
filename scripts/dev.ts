/** `npm run dev`: Vitrine on 4000, the host's back end on 4001, its pages by vite on 5173, so that CORS is exercised. */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { serve } from '@hono/node-server';
import { prepareStart } from './prepare-start.ts';

const pagesOrigin = 'http://localhost:5173';
const hostPort = 4001;

await prepareStart({ onStep: (text) => console.log(text), only: 'generate' });
const { loadConfig } = await import('../apps/api/src/config/load-config.ts');
const { createLogger } = await import('../apps/api/src/observability/logger.ts');
const { runUntilSignal } = await import('../apps/api/src/run-until-signal.ts');
const { ensureFirstKeys } = await import('../apps/api/src/seed/ensure-first-keys.ts');
const { seedDemo } = await import('../apps/api/src/seed/seed-demo.ts');
const { startServer } = await import('../apps/api/src/start-server.ts');
const { createHost } = await import('../apps/playground/server/create-host.ts');

const given = loadConfig();
const config = { ...given, http: { ...given.http, corsOrigins: [...given.http.corsOrigins, pagesOrigin] } };
const server = await startServer({
  config,
  log: createLogger(config.log),
  onStep: (text) => console.log(text),
});
const { keys, namespaceId } = await ensureFirstKeys(server.services);
await seedDemo(server.services, namespaceId, (done, total) => {
  if (done === total) console.log(`Drew ${total} demo files`);
});
const host = await createHost({
  databaseUrl: server.databaseUrl,
  vitrineUrl: server.origin,
  apiKey: keys.demo,
});
await host.seed();
const hostServer = serve({ fetch: host.app.fetch, port: hostPort, hostname: '127.0.0.1' });

const vite = fileURLToPath(new URL('../node_modules/vite/bin/vite.js', import.meta.url));
const pages = spawn(process.execPath, [vite], {
  cwd: fileURLToPath(new URL('../apps/playground', import.meta.url)),
  stdio: 'inherit',
});
runUntilSignal(
  async () => {
    pages.kill();
    hostServer.close();
    await host.close();
    await server.close();
  },
  () => console.log('\nStopping …'),
);
console.log(`Vitrine is ready: ${server.origin}, the playground on ${pagesOrigin}`);
