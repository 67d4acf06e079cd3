import type * as fs from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { findPostmaster } from './postgres-cluster.ts';

// A look says that the file is there, and by the time it is read the server has taken it away.
vi.mock('node:fs', async (original) => ({ ...(await original<typeof fs>()), existsSync: () => true }));

test('a server that ends at this moment counts as none', async () => {
  const cluster = await mkdtemp(path.join(os.tmpdir(), 'vitrine-cluster-'));
  onTestFinished(() => rm(cluster, { recursive: true }));
  expect(findPostmaster(cluster)).toBeUndefined();
});
