import { loadConfig } from '../config/load-config.ts';
import { grantHost, revokeHost } from '../db/grant-host.ts';
import { createLogger } from '../observability/logger.ts';
import { openDatabaseServer } from '../open-database-server.ts';
import { type Command, UsageError } from './command.ts';

export const grantHostCommand: Command = {
  help: `Usage: vitrine grant-host --role ROLE --namespace SLUG
       vitrine grant-host --role ROLE --revoke

Lets a database role of a host on the same PostgreSQL call vitrine.references_sync and
vitrine.references_remove_content for one namespace, in its own transactions: see docs/references.md. The role reads
and writes nothing else of Vitrine. --revoke takes it back.

DATABASE_URL has to name a login that may act as the owner of Vitrine's tables.`,
  options: {
    role: { type: 'string' },
    namespace: { type: 'string' },
    revoke: { type: 'boolean', default: false },
  },
  async run({ role, namespace, revoke }) {
    if (typeof role !== 'string') throw new UsageError('Say which --role.');
    if ((typeof namespace === 'string') === (revoke === true))
      throw new UsageError('Say --namespace or --revoke.');
    const config = loadConfig();
    const database = await openDatabaseServer(config, createLogger(config.log));
    try {
      const { url } = database;
      if (typeof namespace === 'string') {
        await grantHost({ url, roleName: role, namespaceSlug: namespace });
        console.log(`${role} may write references of the namespace ${namespace}.`);
      } else {
        const had = await revokeHost({ url, roleName: role });
        console.log(had ? `${role} writes no references any more.` : `${role} wrote none before either.`);
      }
    } finally {
      await database.stop();
    }
    return 0;
  },
};
