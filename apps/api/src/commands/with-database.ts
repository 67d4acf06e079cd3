import type { Config } from '../config/config.ts';
import { loadConfig } from '../config/load-config.ts';
import { migrate } from '../db/migrate.ts';
import { createLogger, type Logger } from '../observability/logger.ts';
import { openDatabaseServer } from '../open-database-server.ts';

interface UpToDateDatabase {
  url: string;
  /** The migrations that were missing. */
  applied: string[];
  config: Config;
  log: Logger;
}

/** Starts the database server where it is ours, brings the database up to date, and stops the server afterwards. */
export async function withDatabase<T>(use: (database: UpToDateDatabase) => Promise<T> | T): Promise<T> {
  const config = loadConfig();
  const log = createLogger(config.log);
  const server = await openDatabaseServer(config, log);
  try {
    const { url } = server;
    return await use({ url, config, log, ...(await migrate({ url, log })) });
  } finally {
    await server.stop();
  }
}
