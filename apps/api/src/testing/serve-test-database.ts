import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createAccessToken, createMediaClient, type MediaClient } from '@vitrine/client';
import { type AccessLevel, NamespaceSettings, type Role } from '@vitrine/schema';
import { loadConfig } from '../config/load-config.ts';
import type { Database } from '../db/open-database.ts';
import { makeApiKey } from '../domain/identity/make-api-key.ts';
import type { Services } from '../domain/scope.ts';
import { startServer } from '../start-server.ts';
import { addNamespace } from './add-namespace.ts';
import type { TestDatabase } from './clone-template.ts';

export interface TestServerSite {
  namespaceId: string;
  slug: string;
  /** Headers of the admin key. */
  key: { authorization: string };
  client: MediaClient;
  /** Headers of a person with that role; by default a new one. */
  signIn(role: Role, userId?: string): Promise<{ authorization: string }>;
}

export interface HttpTestServer extends AsyncDisposable {
  origin: string;
  /** Where it listens, whatever its origin is called. */
  port: number;
  db: Database;
  services: Services;
  /** A namespace of the test's own. */
  addSite(options?: {
    level?: AccessLevel;
    quotaBytes?: bigint;
    origins?: string[];
  }): Promise<TestServerSite>;
  /** Keys of all objects of a namespace, with what is not finished. */
  objectsOf(namespaceId: string): Promise<string[]>;
}

/** API and worker with real HTTP on a free port, over this database and a folder of their own. */
export async function serveTestDatabase(
  database: TestDatabase,
  variables: Record<string, string> = {},
): Promise<HttpTestServer> {
  const directory = await mkdtemp(path.join(tmpdir(), 'vitrine-http-'));
  const environment = { NODE_ENV: 'test', DATA_DIR: directory, DATABASE_URL: database.url, PORT: '0' };
  const config = loadConfig({ ...environment, ...variables }, directory);
  const server = await startServer({ config, log: database.log });
  const { origin } = server;
  const { db } = database;

  return {
    origin,
    port: server.port,
    db,
    services: server.services,
    async addSite({ level = 'public', quotaBytes, origins = [] } = {}) {
      const { id: namespaceId, slug } = await addNamespace(
        db,
        quotaBytes === undefined ? {} : { quotaBytes },
      );
      await db.prisma.namespace.update({
        where: { id: namespaceId },
        data: { settings: NamespaceSettings.parse({ origins }), defaultAccessLevel: level },
      });
      const { key, ...kept } = await makeApiKey();
      await db.prisma.apiKey.create({ data: { ...kept, namespaceId, name: 'test', role: 'admin' } });
      return {
        namespaceId,
        slug,
        key: { authorization: `Bearer ${key}` },
        client: createMediaClient({ endpoint: origin, apiKey: key }),
        async signIn(role, userId = randomUUID()) {
          const user = { id: userId, displayName: 'A person' };
          const { token } = await createAccessToken({ apiKey: key, audience: origin, user, role });
          return { authorization: `Bearer ${token}` };
        },
      };
    },
    async objectsOf(namespaceId) {
      const keys: string[] = [];
      for await (const { key } of server.services.storage.list(`${namespaceId}/`)) keys.push(key);
      return keys.sort();
    },
    async [Symbol.asyncDispose]() {
      await server.close();
      await database.close();
      await rm(directory, { recursive: true });
    },
  };
}
