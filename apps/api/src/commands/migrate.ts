import type { Command } from './command.ts';
import { withDatabase } from './with-database.ts';

export const migrate: Command = {
  help: 'Usage: vitrine migrate\n\nApplies the migrations that are missing. The API does the same when it starts.',
  async run() {
    await withDatabase(({ applied }) => {
      console.log(applied.length > 0 ? `Applied ${applied.join(', ')}` : 'The database is up to date.');
    });
    return 0;
  },
};
