import { mkdir, open, readFile, rename } from 'node:fs/promises';
import path from 'node:path';
import { deriveTokenKey, parseApiKey } from '@vitrine/client';
import { NamespaceSettings } from '@vitrine/schema';
import * as z from 'zod';
import type { Config } from '../config/config.ts';
import { transaction } from '../db/transaction.ts';
import { hashSecret, makeApiKey } from '../domain/identity/make-api-key.ts';
import type { Services } from '../domain/scope.ts';

const FirstKeys = z.object({
  /** Manages namespaces and reads statistics; works in none. */
  operator: z.string(),
  /** An admin of the namespace `demo`. */
  demo: z.string(),
});
export type FirstKeys = z.infer<typeof FirstKeys>;

const demoSlug = 'demo';

/**
 * Sees that there is a demo namespace, an operator's key and an admin's key of the demo, and that both stand in
 * `keys.json` of the data directory, readable for its owner only. The file is written before the rows: a key that
 * was lost could never be had again, one that is not known yet is made known by the next start.
 * @returns the keys, where they stand, and the namespace.
 */
export async function ensureFirstKeys(
  services: Services,
): Promise<{ keys: FirstKeys; file: string; namespaceId: string; isNew: boolean }> {
  const file = keysFile(services.config);
  const known = await readKeys(file);
  const keys = known ?? { operator: (await makeApiKey()).key, demo: (await makeApiKey()).key };
  if (!known) await writeSecret(file, `${JSON.stringify(keys, null, 2)}\n`);
  const namespaceId = await ensureDemo(services);
  await ensureKey(services, keys.operator, { namespaceId: null, name: 'Operator' });
  await ensureKey(services, keys.demo, { namespaceId, name: 'Demo admin' });
  return { keys, file, namespaceId, isNew: !known };
}

function keysFile(config: Config): string {
  return path.join(config.dataDir, 'keys.json');
}

async function ensureDemo(services: Services): Promise<string> {
  await services.db.prisma.namespace.createMany({
    data: [
      {
        id: services.newId(),
        slug: demoSlug,
        name: 'Demo library',
        defaultAccessLevel: services.config.files.isPrivateByDefault ? 'members' : 'public',
        settings: NamespaceSettings.parse({}),
      },
    ],
    skipDuplicates: true,
  });
  return (await services.db.prisma.namespace.findUniqueOrThrow({ where: { slug: demoSlug } })).id;
}

async function ensureKey(
  services: Services,
  key: string,
  about: { namespaceId: string | null; name: string },
): Promise<void> {
  const { id, secret } = parseApiKey(key);
  const { publicKey } = await deriveTokenKey(secret);
  await transaction(services, (tx) =>
    tx.apiKey.createMany({
      data: [{ ...about, id, role: 'admin', secretSha256: hashSecret(secret), publicKey }],
      skipDuplicates: true,
    }),
  );
}

async function readKeys(file: string): Promise<FirstKeys | null> {
  try {
    return FirstKeys.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw new Error(`${file} can not be read. Move it away and start again: new keys will be made.`, {
      cause: error,
    });
  }
}

async function writeSecret(file: string, text: string): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true });
  const draft = `${file}.${process.pid}`;
  const handle = await open(draft, 'w', 0o600);
  await handle.writeFile(text);
  await handle.sync();
  await handle.close();
  await rename(draft, file);
}
