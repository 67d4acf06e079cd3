import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createAccessToken } from '@vitrine/client';
import { type ApiKeyId, NamespaceId, NamespaceSettings, type Role } from '@vitrine/schema';
import { loadConfig } from '../config/load-config.ts';
import { newId } from '../db/new-id.ts';
import { authenticate } from '../domain/identity/authenticate.ts';
import { makeApiKey } from '../domain/identity/make-api-key.ts';
import { openDomain } from '../domain/open-domain.ts';
import { type CallerScope, requireNamespace, type Scope, type Services } from '../domain/scope.ts';
import { createDecodePool } from '../processing/decode-pool.ts';
import { openStorage } from '../storage/open-storage.ts';
import { addNamespace } from './add-namespace.ts';
import { createTestDatabase } from './create-test-database.ts';

/** Where a test's instance would be reached, and the audience of its tokens. */
export const TEST_ORIGIN = 'https://media.example.org';

export interface TestDomain extends AsyncDisposable {
  services: Services;
  /** A namespace of the test's own, with an admin key and ways to come in as anybody. */
  addSite(): Promise<TestSite>;
  /** Somebody with an operator's key. */
  operator(): Promise<CallerScope>;
}

export interface TestSite {
  namespaceId: NamespaceId;
  apiKey: string;
  keyId: ApiKeyId;
  /** `Bearer …` of a person's token, by default a new person. */
  signIn(role: Role, userId?: string): Promise<string>;
  /** The scope of a person of that role. */
  as(role: Role, userId?: string): Promise<Scope>;
  /** The scope of the admin key itself. */
  asKey(): Promise<Scope>;
}

/** Memory that looks like a disk: where there is one, nobody waits there for bytes to be safe. */
const memory = '/dev/shm';

/**
 * The domain over a database and a folder of its own. Make one for a test file, and a site for each test.
 * @param options.isDurable false where thousands of files are written and none is to outlive anything.
 */
export async function openTestDomain({ isDurable = true } = {}): Promise<TestDomain> {
  const database = await createTestDatabase();
  const directory = await mkdtemp(
    path.join(!isDurable && existsSync(memory) ? memory : tmpdir(), 'vitrine-test-'),
  );
  const { db, log } = database;
  const config = loadConfig({ NODE_ENV: 'test', DATA_DIR: directory, PUBLIC_URL: TEST_ORIGIN }, directory);
  const storage = await openStorage(config.storage);
  const decodePool = createDecodePool();
  const services = await openDomain({
    config,
    db,
    storage,
    decodePool,
    log,
    signingKeys: [{ id: 'test', secret: randomUUID().repeat(2) }],
    origin: () => TEST_ORIGIN,
    now: () => new Date(),
    newId,
  });
  const requestId = () => `test-${newId()}`;

  async function addKey(namespaceId: string | null, role: Role) {
    const { id, key, secretSha256, publicKey } = await makeApiKey();
    await db.prisma.apiKey.create({ data: { id, namespaceId, name: 'test', role, secretSha256, publicKey } });
    return { id, key };
  }

  return {
    services,
    async operator() {
      const { key } = await addKey(null, 'admin');
      return authenticate(services, { authorization: `Bearer ${key}`, requestId: requestId() });
    },
    async addSite() {
      const { id } = await addNamespace(db);
      await db.prisma.namespace.update({ where: { id }, data: { settings: NamespaceSettings.parse({}) } });
      const { id: keyId, key } = await addKey(id, 'admin');
      const scopeOf = async (authorization: string) =>
        requireNamespace(await authenticate(services, { authorization, requestId: requestId() }));
      const signIn = async (role: Role, userId: string = randomUUID()) => {
        const user = { id: userId, displayName: `Person ${userId.slice(0, 4)}` };
        const { token } = await createAccessToken({ apiKey: key, audience: TEST_ORIGIN, user, role });
        return `Bearer ${token}`;
      };
      return {
        namespaceId: NamespaceId.parse(id),
        apiKey: key,
        keyId,
        signIn,
        as: async (role, userId) => scopeOf(await signIn(role, userId)),
        asKey: () => scopeOf(`Bearer ${key}`),
      };
    },
    async [Symbol.asyncDispose]() {
      await services.close();
      await decodePool.close();
      await storage.close();
      await database.close();
      await rm(directory, { recursive: true, force: true });
    },
  };
}
