/** Generates the Prisma client into apps/api/src/db/generated. */
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const require = createRequire(import.meta.url);
const prismaDir = path.dirname(require.resolve('prisma/package.json'));

const { status, error } = spawnSync(
  process.execPath,
  [path.join(prismaDir, 'build', 'index.js'), 'generate', '--schema', path.join('prisma', 'schema')],
  {
    cwd: root,
    stdio: 'inherit',
    env: {
      ...process.env,
      // Generating needs no schema engine, yet the CLI downloads one unless it is told where one stands.
      PRISMA_SCHEMA_ENGINE_BINARY: process.env.PRISMA_SCHEMA_ENGINE_BINARY ?? process.execPath,
      PRISMA_HIDE_UPDATE_MESSAGE: '1',
      CHECKPOINT_DISABLE: '1',
    },
  },
);
if (error) throw error;
process.exitCode = status ?? 1;
