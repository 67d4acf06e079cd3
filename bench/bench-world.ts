import { join } from 'node:path';
import { createAccessToken } from '@vitrine/client';
import type { Role } from '@vitrine/schema';
import { Client } from 'pg';
import { startEmbeddedPostgres } from '../apps/api/src/db/embedded-postgres.ts';
import { migrate } from '../apps/api/src/db/migrate.ts';
import { newId } from '../apps/api/src/db/new-id.ts';
import { makeApiKey } from '../apps/api/src/domain/identity/make-api-key.ts';
import { createLogger } from '../apps/api/src/observability/logger.ts';
import { type RunningServer, startServer } from './api-server.ts';

export interface BenchWorld {
  /** API and worker in one process of their own, as production runs them. */
  api: RunningServer;
  /** An admin's key of the namespace. */
  key: string;
  namespaceId: string;
  database: Client;
  databaseUrl: string;
  /** One more process over the same database and files. */
  startApi(variables?: Record<string, string>): Promise<RunningServer>;
  /** A person's token, as a browser would send it; an editor's unless said otherwise. */
  createToken(role?: Role): Promise<string>;
  close(): Promise<void>;
}

interface Preparation {
  /** Of PostgreSQL, beside what the embedded one is started with. */
  settings?: Record<string, string>;
  /** Done before the API and its jobs begin. */
  fill?(database: Client, namespaceId: string): Promise<void>;
}

/** A database, one namespace with a key, and the server over them; all of it in `directory`, which may be of an earlier run. */
export async function createBenchWorld(
  directory: string,
  log: (line: string) => void,
  { settings = {}, fill }: Preparation = {},
): Promise<BenchWorld> {
  log('starting PostgreSQL and the API');
  const logger = createLogger({ level: 'warn' });
  const postgres = await startEmbeddedPostgres({ dir: join(directory, 'postgres'), log: logger, settings });
  await migrate({ url: postgres.url, log: logger });
  const database = new Client({ connectionString: postgres.url });
  await database.connect();
  const namespaceId = await findNamespace(database);
  await fill?.(database, namespaceId);
  const { id, key, secretSha256, publicKey } = await makeApiKey();
  await database.query(
    "insert into api_key (id, namespace_id, name, role, secret_sha256, public_key) values ($1, $2, 'bench', 'admin', $3, $4)",
    [id, namespaceId, secretSha256, publicKey],
  );
  const startApi = (variables: Record<string, string> = {}) =>
    startServer('../apps/api/src/main.ts', {
      NODE_ENV: 'production',
      DATABASE_URL: postgres.url,
      DATA_DIR: directory,
      PORT: '0',
      LOG_LEVEL: 'warn',
      ...variables,
    });
  const api = await startApi();
  const user = { id: 'bench', displayName: 'Benchmark' };
  return {
    api,
    startApi,
    key,
    namespaceId,
    database,
    databaseUrl: postgres.url,
    createToken: async (role = 'editor') =>
      (
        await createAccessToken({
          apiKey: key,
          audience: api.printedOrigin,
          user,
          role,
          expiresInSeconds: 900,
        })
      ).token,
    close: async () => {
      await api.stop();
      await database.end();
      await postgres.stop();
    },
  };
}

async function findNamespace(database: Client): Promise<string> {
  const { rows } = await database.query<{ id: string }>(
    `insert into namespace (id, slug, name) values ($1, 'bench', 'Benchmark')
     on conflict (slug) do update set name = excluded.name returning id`,
    [newId()],
  );
  return rows[0]?.id ?? '';
}
