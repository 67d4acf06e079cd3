import { loadConfig } from './config/load-config.ts';
import { createMetrics } from './observability/create-metrics.ts';
import { createLogger } from './observability/logger.ts';
import { openDatabaseServer } from './open-database-server.ts';
import { runUntilSignal } from './run-until-signal.ts';
import { openServices } from './services.ts';
import { startWorker } from './start-worker.ts';

/** A worker alone, beside API processes elsewhere. The database must be up to date: the API or `migrate` sees to it. */
const config = loadConfig();
const log = createLogger(config.log);
const database = await openDatabaseServer(config, log);
const services = await openServices({
  config,
  databaseUrl: database.url,
  role: 'worker',
  log,
  origin: () => config.http.publicUrl ?? `http://localhost:${config.http.port}`,
});
const worker = await startWorker(services, createMetrics());
const close = async () => {
  await worker.stop();
  await services.close();
  await database.stop();
};
runUntilSignal(close, () => log.info('stopping'));
console.log('Vitrine works.');
