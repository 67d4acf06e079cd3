import { parseArgs } from 'node:util';
import { grantHostCommand } from './commands/grant-host.ts';
import { loadConfig } from './config/load-config.ts';
import { migrate } from './db/migrate.ts';
import { openDatabase } from './db/open-database.ts';
import { sealAudit } from './domain/audit/seal-audit.ts';
import { verifyAudit } from './domain/audit/verify-audit.ts';
import { reapplyErasures } from './domain/privacy/reapply-erasures.ts';
import { createLogger } from './observability/logger.ts';
import { openDatabaseServer } from './open-database-server.ts';
import { ensureFirstKeys } from './seed/ensure-first-keys.ts';
import { openServices } from './services.ts';

const usage = `Usage: vitrine <command>

  start     API and worker in one process
  worker    a worker alone
  migrate   bring the database up to date and end
  keys      make the first keys where there are none, and say where they stand
  grant-host
            let a host's database role write references in its own transactions
  reapply-erasures
            after a restore: erase again whom the ledger in the storage names
  verify-audit [--expect <hash>]
            read the whole audit again and compare it with its seals; ends with 1 where it was changed

Settings come from the environment: see .env.example.`;

/** Each command runs until its work is done; `start` and `worker` until they are told to stop. */
const commands: Record<string, () => Promise<unknown>> = {
  start: () => import('./main.ts'),
  worker: () => import('./worker.ts'),

  async migrate() {
    const config = loadConfig();
    const log = createLogger(config.log);
    const database = await openDatabaseServer(config, log);
    try {
      const { applied } = await migrate({ url: database.url, log });
      console.log(applied.length > 0 ? `Applied ${applied.join(', ')}` : 'The database is up to date.');
    } finally {
      await database.stop();
    }
  },

  async keys() {
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
  },

  async 'reapply-erasures'() {
    const config = loadConfig();
    const log = createLogger(config.log);
    const server = await openDatabaseServer(config, log);
    try {
      await migrate({ url: server.url, log });
      const origin = () => config.http.publicUrl ?? `http://localhost:${config.http.port}`;
      const services = await openServices({ config, databaseUrl: server.url, role: 'worker', log, origin });
      const { erased, anonymized, unreadable } = await reapplyErasures(services, 'reapply-erasures');
      console.log(`Erased ${erased} people and anonymized ${anonymized} again.`);
      if (unreadable > 0) {
        console.error(
          `${unreadable} entries of the ledger were made with signing keys that are not known here.`,
        );
        process.exitCode = 1;
      }
      await services.close();
    } finally {
      await server.stop();
    }
  },

  async 'verify-audit'() {
    const { values } = parseArgs({ args: process.argv.slice(3), options: { expect: { type: 'string' } } });
    const config = loadConfig();
    const log = createLogger(config.log);
    const server = await openDatabaseServer(config, log);
    try {
      const db = await openDatabase({ url: server.url, role: 'worker', log });
      try {
        await sealAudit({ db, now: () => new Date() });
        const { isIntact, sealedEntries, head, problems } = await verifyAudit({ db }, values.expect);
        for (const problem of problems) console.error(problem);
        console.log(
          `${sealedEntries} entries are ${isIntact ? 'as they were sealed' : 'NOT as they were sealed'}.`,
        );
        console.log(`The head is ${head ?? 'not there yet'}.`);
        if (!isIntact) process.exitCode = 1;
      } finally {
        await db.close();
      }
    } finally {
      await server.stop();
    }
  },

  async 'grant-host'() {
    const { help, options = {}, run } = grantHostCommand;
    const { values } = parseArgs({
      args: process.argv.slice(3),
      options: { ...options, help: { type: 'boolean' } },
    });
    if (values.help) console.log(help);
    else await run(values);
  },
};

const command = Object.hasOwn(commands, process.argv[2] ?? '') ? commands[process.argv[2] ?? ''] : undefined;
if (!command) {
  console.error(usage);
  process.exitCode = 1;
} else {
  try {
    await command();
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
