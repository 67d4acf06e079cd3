import { ensureFirstKeys } from '../seed/ensure-first-keys.ts';
import { openServices } from '../services.ts';
import type { Command } from './command.ts';
import { withDatabase } from './with-database.ts';

export const keys: Command = {
  help: 'Usage: vitrine keys\n\nMakes an operator key and a demo admin key where there are none.',
  async run() {
    await withDatabase(async ({ url: databaseUrl, config, log }) => {
      const origin = () => config.http.publicUrl ?? `http://localhost:${config.http.port}`;
      const services = await openServices({ config, databaseUrl, role: 'request', log, origin });
      try {
        const { file, isNew } = await ensureFirstKeys(services);
        console.log(`${isNew ? 'Wrote' : 'There are'} an operator key and a demo admin key in ${file}`);
      } finally {
        await services.close();
      }
    });
    return 0;
  },
};
