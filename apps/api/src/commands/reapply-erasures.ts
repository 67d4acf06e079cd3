import { reapplyErasures } from '../domain/privacy/reapply-erasures.ts';
import { openServices } from '../services.ts';
import type { Command } from './command.ts';
import { withDatabase } from './with-database.ts';

export const reapplyErasuresCommand: Command = {
  help: `Usage: vitrine reapply-erasures

After a restore: erases again whom the ledger in the storage names. Ends with 1 where entries of it were made with
signing keys that are not known here, or could not be done.`,
  async run() {
    return withDatabase(async ({ url: databaseUrl, config, log }) => {
      const origin = () => config.http.publicUrl ?? `http://localhost:${config.http.port}`;
      const services = await openServices({ config, databaseUrl, role: 'worker', log, origin });
      try {
        const { erased, anonymized, unreadable, failed } = await reapplyErasures(
          services,
          'reapply-erasures',
        );
        console.log(`Erased ${erased} people and anonymized ${anonymized} again.`);
        if (unreadable > 0)
          console.error(
            `${unreadable} entries of the ledger were made with signing keys that are not known here.`,
          );
        if (failed > 0) console.error(`${failed} could not be done: the log says why. Run this again.`);
        return unreadable + failed === 0 ? 0 : 1;
      } finally {
        await services.close();
      }
    });
  },
};
