import { loadConfig } from './config/load-config.ts';
import { createLogger } from './observability/logger.ts';
import { runUntilSignal } from './run-until-signal.ts';
import { startServer } from './start-server.ts';

/** API and worker in one process. */
const config = loadConfig();
const log = createLogger(config.log);
const server = await startServer({ config, log });
runUntilSignal(server.close, () => log.info('stopping'));
console.log(`Vitrine is ready: ${server.origin}`);
