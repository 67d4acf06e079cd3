import { loadConfig } from '../config/load-config.ts';
import { migrate as migrateDatabase } from '../db/migrate.ts';
import { createLogger } from '../observability/logger.ts';
import { openDatabaseServer } from '../open-database-server.ts';
import type { Command } from './command.ts';

export const migrate: Command = {
  help: 'Usage: vitrine migrate\n\nApplies the migrations that are missing. The API does the same when it starts.',
  async run() {
    const config = loadConfig();
    const log = createLogger(config.log);
    const database = await openDatabaseServer(config, log);
    try {
      const { applied } = await migrateDatabase({ url: database.url, log });
      console.log(applied.length > 0 ? `Applied ${applied.join(', ')}` : 'The database is up to date.');
    } finally {
      await database.stop();
    }
    return 0;
  },
};
