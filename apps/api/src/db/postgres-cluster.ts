import { randomBytes } from 'node:crypto';
import { chownSync, existsSync, readFileSync } from 'node:fs';
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type PostgresUser, runPostgresProgram } from './postgres-process.ts';

export const superuser = 'vitrine';

/** Makes the data directory `dir/cluster` where there is none and answers the superuser's password. It is made aside
 *  and gets its name last: a killed first start leaves nothing half done, and of two the later finds a whole one. */
export async function ensureCluster(dir: string, initdb: string, user: PostgresUser): Promise<string> {
  const cluster = path.join(dir, 'cluster');
  // Inside the cluster, because the two must appear together.
  const passwordFile = path.join(cluster, 'vitrine.password');
  if (existsSync(passwordFile)) return readFile(passwordFile, 'utf8');

  const draft = path.join(dir, `draft-${process.pid}-${randomBytes(4).toString('hex')}`);
  const draftPassword = `${draft}.password`;
  const password = randomBytes(24).toString('base64url');
  await writeFile(draftPassword, `${password}\n`, { mode: 0o600 });
  if (user.uid !== undefined && user.gid !== undefined) chownSync(draftPassword, user.uid, user.gid);
  try {
    const locale = ['--encoding=UTF8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C'];
    const access = ['-U', superuser, '--auth=scram-sha-256', `--pwfile=${draftPassword}`];
    await runPostgresProgram(
      initdb,
      ['-D', draft, ...access, ...locale, '--no-instructions', '--no-sync'],
      user,
    );
    await writeFile(path.join(draft, 'vitrine.password'), password, { mode: 0o600 });
    try {
      await rename(draft, cluster);
    } catch (error) {
      if (!existsSync(passwordFile)) throw error;
    }
  } finally {
    await rm(draftPassword, { force: true });
    await rm(draft, { recursive: true, force: true });
  }
  return readFile(passwordFile, 'utf8');
}

/** The server that runs on this cluster: its process id and port; `undefined` where none does. A file left by a
 *  killed one, or by one before a reboot whose id another program has now, counts as none. */
export function findPostmaster(cluster: string): { pid: number; port: number } | undefined {
  const lines = readIfThere(path.join(cluster, 'postmaster.pid'))?.split('\n') ?? [];
  const pid = Number(lines[0]);
  return pid > 0 && isPostmasterOf(cluster, pid) ? { pid, port: Number(lines[3]) } : undefined;
}

function isPostmasterOf(cluster: string, pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EPERM')) return false;
  }
  // Where there is no /proc, whoever has the id is believed; the server itself looks once more.
  const commandLine = readIfThere(`/proc/${pid}/cmdline`);
  return commandLine === undefined ? process.platform !== 'linux' : commandLine.split('\0').includes(cluster);
}

/** A server takes its file away at any moment: to look first whether it is there would say nothing. */
function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const isGone =
      error instanceof Error && 'code' in error && ['ENOENT', 'ESRCH'].includes(String(error.code));
    if (isGone) return undefined;
    throw error;
  }
}
