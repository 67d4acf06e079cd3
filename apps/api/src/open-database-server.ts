import path from 'node:path';
import type { Config } from './config/config.ts';
import { startEmbeddedPostgres } from './db/embedded-postgres.ts';
import type { Logger } from './observability/logger.ts';

export interface DatabaseServer {
  url: string;
  stop(): Promise<void>;
}

/** The server of DATABASE_URL, or the embedded one in the data directory. */
export async function openDatabaseServer(config: Config, log: Logger): Promise<DatabaseServer> {
  if (config.database.url) return { url: config.database.url, stop: async () => undefined };
  return startEmbeddedPostgres({ dir: path.join(config.dataDir, 'postgres'), log });
}
