import { randomBytes } from 'node:crypto';
import { type Database, openDatabase } from '../db/open-database.ts';
import { createLogger, type Logger } from '../observability/logger.ts';
import { type TestServer, withAdmin, withDatabase } from './test-server.ts';

export interface TestDatabase extends AsyncDisposable {
  /** As superuser or whoever TEST_DATABASE_URL names; `db` works as vitrine_app. */
  url: string;
  db: Database;
  log: Logger;
  /** Closes and drops it. */
  close(): Promise<void>;
}

/** A migrated database of one's own on a test server, in about 0.1 s. */
export async function cloneTemplate(
  { adminUrl, template, runId }: Pick<TestServer, 'adminUrl' | 'template' | 'runId'>,
  log: Logger = createLogger({ level: 'silent' }),
): Promise<TestDatabase> {
  const name = `test_${runId}_${randomBytes(6).toString('hex')}`;
  await withAdmin(adminUrl, (client) => client.query(`create database ${name} template ${template}`));
  const url = withDatabase(adminUrl, name);
  const db = await openDatabase({ url, role: 'request', log });
  const close = async () => {
    await db.close();
    await withAdmin(adminUrl, (client) => client.query(`drop database if exists ${name} with (force)`));
  };
  return { url, db, log, close, [Symbol.asyncDispose]: close };
}
