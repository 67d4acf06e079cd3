import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const cacheFile = path.join(root, 'node_modules', '.cache', 'vitrine', 'prepared.json');

interface Step {
  name: string;
  /** What is told before it begins. */
  text: string;
  /** Files and folders that decide what it makes. */
  inputs: readonly string[];
  /** Where it stands that it was made. */
  output: string;
  command: readonly string[];
  directory: string;
}

const vite = path.join(root, 'node_modules', 'vite', 'bin', 'vite.js');

const steps: readonly Step[] = [
  {
    name: 'generate',
    text: 'Generating the database client',
    inputs: ['prisma/schema', 'scripts/generate.ts', 'package-lock.json'],
    output: 'apps/api/src/db/generated/client.ts',
    command: ['scripts/generate.ts'],
    directory: '.',
  },
  {
    name: 'playground',
    text: 'Building the playground',
    inputs: [
      'apps/playground/src',
      'apps/playground/index.html',
      'apps/playground/vite.config.ts',
      'packages/schema/src',
      'packages/client/src',
      'packages/components/src',
      'scripts/kit-styles.ts',
      'package-lock.json',
    ],
    output: 'apps/playground/dist/index.html',
    command: [vite, 'build', '--logLevel', 'warn'],
    directory: 'apps/playground',
  },
];

/**
 * Makes what `npm start` needs and no clone contains, where its inputs changed since the last time.
 * @throws Error with the output of a step that failed.
 */
export async function prepareStart(options: {
  onStep: (text: string) => void;
  only?: 'generate';
}): Promise<void> {
  const known: Record<string, string> = existsSync(cacheFile)
    ? JSON.parse(await readFile(cacheFile, 'utf8'))
    : {};
  for (const step of steps) {
    if (options.only && step.name !== options.only) continue;
    const hash = await hashInputs(step.inputs);
    if (known[step.name] === hash && existsSync(path.join(root, step.output))) continue;
    options.onStep(step.text);
    await run(step);
    known[step.name] = hash;
    await mkdir(path.dirname(cacheFile), { recursive: true });
    await writeFile(cacheFile, JSON.stringify(known));
  }
}

async function hashInputs(inputs: readonly string[]): Promise<string> {
  const hash = createHash('sha256');
  for (const input of inputs) {
    for (const file of await filesOf(path.join(root, input))) {
      hash.update(`${path.relative(root, file)}\0`).update(await readFile(file));
    }
  }
  return hash.digest('hex');
}

async function filesOf(at: string): Promise<string[]> {
  if (!existsSync(at)) return [];
  if (path.extname(at)) return [at];
  const entries = await readdir(at, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && !/\.(test|stories)\.tsx?$/.test(entry.name))
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort();
}

function run({ text, command, directory }: Step): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [...command], {
      cwd: path.join(root, directory),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    const collect = (chunk: Buffer) => {
      output += chunk;
    };
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    child.once('error', reject);
    child.once('close', (code) =>
      code === 0 ? resolve() : reject(new Error(`${text} failed (${code}):\n${output.trim()}`)),
    );
  });
}
