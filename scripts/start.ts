/** `npm start`: database, API, worker and the playground in one process, from nothing to a page with pictures. */
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { prepareStart } from './prepare-start.ts';

const startedAt = performance.now();
const siteDirectory = fileURLToPath(new URL('../apps/playground/dist', import.meta.url));
const seconds = () => `${((performance.now() - startedAt) / 1000).toFixed(1)} s`;
const onStep = (text: string) => console.log(`${seconds().padStart(7)}  ${text}`);

try {
  await prepareStart({ onStep });
  await start();
} catch (error) {
  console.error(`\nVitrine did not start. ${describe(error)}`);
  process.exit(1);
}

async function start(): Promise<void> {
  // Late: the generated client is there only now.
  const { loadConfig } = await import('../apps/api/src/config/load-config.ts');
  const { createLogger } = await import('../apps/api/src/observability/logger.ts');
  const { runUntilSignal } = await import('../apps/api/src/run-until-signal.ts');
  const { ensureFirstKeys } = await import('../apps/api/src/seed/ensure-first-keys.ts');
  const { seedDemo } = await import('../apps/api/src/seed/seed-demo.ts');
  const { startServer } = await import('../apps/api/src/start-server.ts');
  const { createHost } = await import('../apps/playground/server/create-host.ts');

  const config = loadConfig();
  const level = process.env.LOG_LEVEL ? config.log.level : 'warn';
  const server = await startServer({ config, log: createLogger({ ...config.log, level }), onStep });
  const closers = [server.close];
  runUntilSignal(
    async () => {
      for (const close of closers) await close();
    },
    () => console.log('\nStopping …'),
  );

  const { keys, file, namespaceId, isNew } = await ensureFirstKeys(server.services);
  if (isNew) onStep(`Wrote an operator key and a demo admin key to ${path.relative(process.cwd(), file)}`);
  await seedDemo(server.services, namespaceId, (done, total) => {
    if (done % 9 === 0 || done === total) onStep(`Drawing the demo pictures: ${done} of ${total}`);
  });

  const host = await createHost({
    databaseUrl: server.databaseUrl,
    vitrineUrl: server.origin,
    apiKey: keys.demo,
    siteDirectory,
  });
  closers.unshift(host.close);
  server.serveBeside((request) => host.app.fetch(request));
  await host.seed();
  console.log(`\nVitrine is ready: ${server.origin}`);
}

function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if ('code' in error && error.code === 'EADDRINUSE') {
    return 'Another program uses the port. Stop it, or set PORT to another one.';
  }
  const cause = error.cause instanceof Error ? `\n${error.cause.message}` : '';
  return process.env.LOG_LEVEL === 'debug' ? (error.stack ?? error.message) : `${error.message}${cause}`;
}
