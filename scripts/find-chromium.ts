import { execFile } from 'node:child_process';
import { access, mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const root = fileURLToPath(new URL('..', import.meta.url));

/** What Playwright's `launch` needs to start a Chromium that this machine can run. */
export interface ChromiumLaunch {
  executablePath: string;
  args: string[];
  env: Record<string, string>;
}

// No sandbox, because tests run as root in containers; the rest keeps the browser from calling out.
const args = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--disable-dev-shm-usage',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

const systemPaths: Partial<Record<NodeJS.Platform, string[]>> = {
  linux: [
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome-stable',
    '/usr/bin/google-chrome',
    '/snap/bin/chromium',
  ],
  darwin: [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
  ],
  win32: [
    'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
    'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
  ],
};

/** Finds a Chromium: `CHROMIUM_PATH`, else an installed one, else the one that npm brought, unpacked once.
 *  @throws Error when there is none; the message says what to do. */
export async function findChromium(): Promise<ChromiumLaunch> {
  const chosen = process.env.CHROMIUM_PATH;
  if (chosen) {
    if (!(await exists(chosen))) {
      throw new Error(`CHROMIUM_PATH names ${chosen}, where there is no file. Correct it or unset it.`);
    }
    return { executablePath: chosen, args, env: currentEnv() };
  }
  for (const executablePath of systemPaths[process.platform] ?? []) {
    if (await exists(executablePath)) return { executablePath, args, env: currentEnv() };
  }
  if (process.platform === 'linux' && process.arch === 'x64') return packagedChromium();
  throw new Error('No Chromium was found. Install Chrome or Chromium, or set CHROMIUM_PATH to one.');
}

async function packagedChromium(): Promise<ChromiumLaunch> {
  const dir = await unpackOnce();
  const executablePath = path.join(dir, 'chromium');
  const env = currentEnv();
  if (!(await exists('/etc/fonts/fonts.conf'))) env.FONTCONFIG_PATH = path.join(dir, 'fonts');
  if (!(await starts(executablePath, env))) {
    // Slim systems lack libnss3 and its kin: the package brings them along.
    env.LD_LIBRARY_PATH = [path.join(dir, 'al2023', 'lib'), env.LD_LIBRARY_PATH].filter(Boolean).join(':');
  }
  return { executablePath, args, env };
}

/** Unpacks the packaged browser beside node_modules' other caches, under its version; a half-done unpacking
 *  is never seen, because the folder gets its name last. */
async function unpackOnce(): Promise<string> {
  const require = createRequire(import.meta.url);
  const entry = require.resolve('@sparticuz/chromium');
  const { version } = require(path.resolve(entry, '../../../package.json')) as { version: string };
  const cache = path.join(root, 'node_modules', '.cache');
  const target = path.join(cache, `chromium-${version}`);
  if (await exists(target)) return target;
  await mkdir(cache, { recursive: true });
  const half = await mkdtemp(`${target}-`);
  // The package unpacks into os.tmpdir() and adds its libraries only where it believes itself on Lambda.
  const env = { ...process.env, TMPDIR: half, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x' };
  const unpack = "await (await import('@sparticuz/chromium')).default.executablePath()";
  try {
    await run(process.execPath, ['--input-type=module', '-e', unpack], { cwd: root, env });
    await rename(half, target);
  } catch (error) {
    await rm(half, { recursive: true, force: true });
    // Another process may have unpacked it meanwhile: then its folder is as good as ours.
    if (!(await exists(target))) throw error;
  }
  return target;
}

async function starts(executablePath: string, env: Record<string, string>): Promise<boolean> {
  try {
    await run(executablePath, ['--version'], { env, timeout: 15_000 });
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error) return false;
    throw error;
  }
}

function currentEnv(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).flatMap(([k, v]) => (v === undefined ? [] : [[k, v]])),
  );
}

async function exists(file: string): Promise<boolean> {
  try {
    await access(file);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return false;
    throw error;
  }
}
