import { execFile, execFileSync, spawn } from 'node:child_process';
import { chownSync, existsSync, statSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';

/** As whom the server's programs run. PostgreSQL refuses uid 0. */
export interface PostgresUser {
  uid?: number;
  gid?: number;
  /** A command in front, which shows the program another uid. */
  wrap: string[];
}

const unshare = ['unshare', '--user', '--map-user=65534', '--map-group=65534', '--'];

/** Chooses as whom to run. Not root: as ourselves. Root: as the owner of `dir`, else as postgres or nobody, who then
 *  gets it; where that user can not reach the files (a project under /root), as root that looks like nobody.
 *  The choice must stay the same for the life of a cluster: the owner of `dir` remembers it.
 *  @throws Error saying what to do where nothing works. */
export function choosePostgresUser(dir: string, postgres: string): PostgresUser {
  if (process.platform === 'win32' || process.getuid?.() !== 0) return { wrap: [] };
  const { uid: ownerUid, gid: ownerGid } = statSync(dir);
  const isUsed = existsSync(path.join(dir, 'cluster'));
  if (ownerUid !== 0 || !isUsed) {
    const user = ownerUid !== 0 ? { uid: ownerUid, gid: ownerGid } : findUnprivilegedUser();
    chownSync(dir, user.uid, user.gid);
    if (succeeds('/bin/sh', ['-c', '"$1" --version && cd "$2"', 'sh', postgres, dir], user))
      return { ...user, wrap: [] };
    if (!isUsed) chownSync(dir, 0, 0);
  }
  const [command = '', ...args] = unshare;
  if (succeeds(command, [...args, postgres, '--version'])) return { wrap: unshare };
  throw new Error(
    `PostgreSQL does not run as root, and no other user can read ${dir} and ${postgres}. Move the project out of a private folder, start it as another user, or set DATABASE_URL.`,
  );
}

/** Runs one of the server's programs to its end.
 *  @throws Error with what it printed. */
export async function runPostgresProgram(program: string, args: string[], user: PostgresUser): Promise<void> {
  const [command = program, ...rest] = [...user.wrap, program, ...args];
  try {
    await promisify(execFile)(command, rest, { uid: user.uid, gid: user.gid, cwd: '/' });
  } catch (error) {
    const printed = error instanceof Error && 'stderr' in error ? String(error.stderr).trim() : '';
    throw new Error(`${path.basename(program)} failed: ${printed}`, { cause: error });
  }
}

/** Starts the server in a group of its own, so that Ctrl-C reaches only us. It outlives us if we are killed.
 *  @param log a file descriptor for what it prints */
export function spawnPostgres(program: string, args: string[], user: PostgresUser, log: number) {
  const [command = program, ...rest] = [...user.wrap, program, ...args];
  return spawn(command, rest, {
    uid: user.uid,
    gid: user.gid,
    cwd: '/',
    stdio: ['ignore', log, log],
    detached: true,
  });
}

function findUnprivilegedUser(): { uid: number; gid: number } {
  for (const name of ['postgres', 'nobody']) {
    if (!succeeds('id', [name])) continue;
    const idOf = (flag: string) => Number(execFileSync('id', [flag, name], { encoding: 'utf8' }));
    return { uid: idOf('-u'), gid: idOf('-g') };
  }
  return { uid: 65_534, gid: 65_534 };
}

function succeeds(command: string, args: string[], user: { uid?: number; gid?: number } = {}): boolean {
  try {
    execFileSync(command, args, { ...user, cwd: '/', stdio: 'ignore' });
    return true;
  } catch (error) {
    // It ended with an error, or can not be run at all: both are a no.
    if (error instanceof Error && ('status' in error || 'code' in error)) return false;
    throw error;
  }
}
