import { loadConfig } from '../config/load-config.ts';
import { migrate } from '../db/migrate.ts';
import { createLogger } from '../observability/logger.ts';
import { openDatabaseServer } from '../open-database-server.ts';
import { ensureFirstKeys } from '../seed/ensure-first-keys.ts';
import { openServices } from '../services.ts';
import type { Command } from './command.ts';

export const keys: Command = {
  help: 'Usage: vitrine keys\n\nMakes an operator key and a demo admin key where there are none.',
  async run() {
    const config = loadConfig();
    const log = createLogger(config.log);
    const database = await openDatabaseServer(config, log);
    try {
      await migrate({ url: database.url, log });
      const origin = () => config.http.publicUrl ?? `http://localhost:${config.http.port}`;
      const services = await openServices({
        config,
        databaseUrl: database.url,
        role: 'request',
        log,
        origin,
      });
      const { file, isNew } = await ensureFirstKeys(services);
      console.log(`${isNew ? 'Wrote' : 'There are'} an operator key and a demo admin key in ${file}`);
      await services.close();
    } finally {
      await database.stop();
    }
    return 0;
  },
};
