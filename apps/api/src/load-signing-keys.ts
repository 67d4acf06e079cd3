import { randomBytes } from 'node:crypto';
import { mkdir, open, readFile } from 'node:fs/promises';
import path from 'node:path';
import * as z from 'zod';
import type { Config } from './config/config.ts';
import type { SigningKey } from './domain/media/grants.ts';

const Kept = z.object({ id: z.string(), secret: z.string() });

/**
 * The keys that sign links to files. Where the configuration gives none, one is made and kept in the data directory,
 * readable for its owner only: links stay good over a restart.
 */
export async function loadSigningKeys(config: Config): Promise<SigningKey[]> {
  const given = config.files.signingKeys;
  if (given) return given;
  const file = path.join(config.dataDir, 'signing-key.json');
  await mkdir(config.dataDir, { recursive: true });
  const made = { id: randomBytes(4).toString('hex'), secret: randomBytes(32).toString('base64url') };
  // Exclusively: of two processes that start together one makes it, the other reads that one.
  const isMine = await writeNew(file, `${JSON.stringify(made)}\n`);
  const { id, secret } = isMine ? made : Kept.parse(JSON.parse(await readFile(file, 'utf8')));
  return [{ id, secret }];
}

/** False where the file is there already. */
async function writeNew(file: string, text: string): Promise<boolean> {
  try {
    const handle = await open(file, 'wx', 0o600);
    await handle.writeFile(text);
    await handle.sync();
    await handle.close();
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}
