import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createMediaClient } from '@vitrine/client';
import { CollectionId } from '@vitrine/schema';
import { migrate } from '../../apps/api/src/db/migrate.ts';
import { ensureFirstKeys } from '../../apps/api/src/seed/ensure-first-keys.ts';
import { randomFrom } from '../../apps/api/src/seed/random-from.ts';
import { postForm, readUploaded } from '../../apps/api/src/testing/post-form.ts';
import { type ChaosClient, createChaosClient } from './chaos-client.ts';
import { makeText } from './make-bytes.ts';
import { openChaosServices } from './open-chaos-services.ts';
import { send } from './send.ts';
import { type ChaosPostgres, findFreePort, startPostgres } from './start-postgres.ts';
import { type SupervisedProcess, superviseProcess } from './start-process.ts';
import type { Tally } from './tally.ts';

export interface ChaosWorld {
  dir: string;
  origin: string;
  postgres: ChaosPostgres;
  processes: Record<'api' | 'worker', SupervisedProcess>;
  clients: ChaosClient[];
  operatorKey: string;
  /** As the processes run. */
  variables: Record<'DATA_DIR' | 'DATABASE_URL' | 'PORT' | 'PUBLIC_URL', string>;
  close(options: { keep: boolean }): Promise<void>;
}

export interface ChaosSite {
  slug: string;
  apiKey: string;
  /** Used and thrown away by all clients of the namespace. */
  sharedFileId: string;
  sharedFileHash: string;
  sharedCollectionId: string;
}

const slugs = ['north', 'south'];

/** A database, API and worker of their own over an empty directory, two namespaces, and clients spread over both. */
export async function openWorld(options: {
  seed: number;
  clients: number;
  tally: Tally;
}): Promise<ChaosWorld> {
  const { seed, tally } = options;
  const dir = await mkdtemp(path.join(tmpdir(), 'vitrine-chaos-'));
  // The PostgreSQL of root works as another user.
  await chmod(dir, 0o755);
  const postgres = await startPostgres(path.join(dir, 'postgres'));
  const port = await findFreePort();
  const origin = `http://127.0.0.1:${port}`;
  const variables = {
    DATA_DIR: dir,
    DATABASE_URL: postgres.url,
    PORT: String(port),
    PUBLIC_URL: origin,
  };
  const supervise = (program: 'api' | 'worker') =>
    superviseProcess({
      program,
      variables,
      logFile: path.join(dir, `${program}.log`),
      onDeath: (told) => tally.problems.push(told),
    });
  const processes = { api: supervise('api'), worker: supervise('worker') };

  const world: Omit<ChaosWorld, 'clients' | 'operatorKey'> = {
    dir,
    origin,
    postgres,
    processes,
    variables,
    async close({ keep }) {
      await Promise.all([processes.api.stop(), processes.worker.stop()]);
      await postgres.stop();
      if (!keep) await rm(dir, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
    },
  };
  try {
    const operatorKey = await prepare({ dir, variables, origin });
    await processes.api.start();
    await processes.worker.start();
    const sites = await Promise.all(slugs.map((slug) => addSite({ origin, operatorKey, slug })));
    const clients: ChaosClient[] = [];
    for (let number = 0; number < options.clients; number++) {
      const site = sites[number % sites.length];
      if (site)
        clients.push(
          await createChaosClient({ number, seed, origin, databaseUrl: postgres.url, site, tally }),
        );
    }
    for (const client of clients) client.others = clients.filter(({ site }) => site !== client.site);
    return { ...world, clients, operatorKey };
  } catch (error) {
    await world.close({ keep: false });
    throw error;
  }
}

/** The tables and the first keys. @returns that of the operator. */
async function prepare(world: Pick<ChaosWorld, 'dir' | 'variables' | 'origin'>): Promise<string> {
  const services = await openChaosServices(world, (log) =>
    migrate({ url: world.variables.DATABASE_URL, log }),
  );
  try {
    return (await ensureFirstKeys(services)).keys.operator;
  } finally {
    await services.close();
  }
}

async function addSite(options: { origin: string; operatorKey: string; slug: string }): Promise<ChaosSite> {
  const { origin, operatorKey, slug } = options;
  const operator = createMediaClient({ endpoint: origin, apiKey: operatorKey });
  const { id: namespaceId } = await operator.namespaces.create.mutate({ slug, name: slug });
  const { key: apiKey } = await operator.namespaces.keys.create.mutate({
    namespaceId,
    name: 'chaos',
    role: 'admin',
  });
  const client = createMediaClient({ endpoint: origin, apiKey });
  const { bytes, sha256 } = makeText(randomFrom(slug.length), `shared ${slug}`, 2000);
  const file = { bytes, filename: 'logo.md' };
  const headers = { authorization: `Bearer ${apiKey}`, 'idempotency-key': 'shared' };
  // The first one starts the decoders: on a busy machine that may take longer than it may.
  const sent = await send(
    async () => readUploaded(await postForm(origin, headers, file, { title: 'The shared logo' })),
    { isPatient: true, onAnswer: () => undefined },
  );
  if (sent.ended !== 'acknowledged') throw new Error(`The shared file was not taken: ${sent.ended}`);
  const { id } = sent.value;
  const collection = await client.collections.create.mutate({ title: 'Shared' });
  return {
    slug,
    apiKey,
    sharedFileId: id,
    sharedFileHash: sha256,
    sharedCollectionId: CollectionId.parse(collection.id),
  };
}
