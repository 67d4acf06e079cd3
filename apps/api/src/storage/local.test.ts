import { spawn } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, mkdtemp, open, readdir, rm, stat, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { expect, onTestFinished, test } from 'vitest';
import { describeStorageDriver } from './describe-storage-driver.ts';
import { filesUnder } from './durable-files.ts';
import { openLocalStorage } from './local.ts';
import { onDisk } from './map-storage-error.ts';
import { objectKey } from './object-keys.ts';

const newDirectory = async () => {
  const directory = await mkdtemp(path.join(tmpdir(), 'vitrine-storage-'));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  return directory;
};
const newKey = () => objectKey({ namespaceId: randomUUID(), purpose: 'original', id: randomUUID() });

describeStorageDriver('local', {
  async open() {
    const directory = await newDirectory();
    const storage = await openLocalStorage(directory);
    return { storage, leftovers: () => readdir(path.join(directory, 'tmp')) };
  },
});

test('lets nobody but the owner of the process read files or directories', async () => {
  const directory = path.join(await newDirectory(), 'files');
  const storage = await openLocalStorage(directory);
  await storage.put(newKey(), randomBytes(10), { maxBytes: 10 });
  await storage.append(newKey(), randomBytes(10), { offsetBytes: 0, maxBytes: 10 });
  const files: string[] = [];
  for await (const file of filesUnder(directory)) files.push(file);
  expect(files).toHaveLength(2);
  for (const file of files) {
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect((await stat(path.dirname(file))).mode & 0o777).toBe(0o700);
  }
  expect((await stat(directory)).mode & 0o777).toBe(0o700);
});

test('spreads objects over directories by the end of their ids', async () => {
  const directory = await newDirectory();
  const storage = await openLocalStorage(directory);
  const namespaceId = randomUUID();
  const key = objectKey({ namespaceId, purpose: 'rendition', id: '019a0000-0000-7000-8000-0000000000ab' });
  await storage.put(key, Buffer.from('x'), { maxBytes: 1 });
  const expected = path.join(
    directory,
    namespaceId,
    'rendition',
    'ab',
    '019a0000-0000-7000-8000-0000000000ab',
  );
  expect((await stat(expected)).size).toBe(1);
});

test('follows no symbolic link that somebody put in the place of an object', async () => {
  const directory = await newDirectory();
  const storage = await openLocalStorage(directory);
  const secret = path.join(await newDirectory(), 'secret');
  await writeFile(secret, 'secret');
  const [namespaceId, id] = [randomUUID(), randomUUID()];
  const key = objectKey({ namespaceId, purpose: 'original', id });
  const shard = path.join(directory, namespaceId, 'original', id.slice(-2));
  await mkdir(shard, { recursive: true });
  await symlink(secret, path.join(shard, id));
  await expect(storage.read(key)).rejects.toMatchObject({ code: 'storage.unavailable' });
});

test('a write that finds no room is storage.full, with the reason as its cause', async () => {
  // The device that is always full: a real ENOSPC without a disk to fill.
  const file = await open('/dev/full', 'w');
  onTestFinished(() => file.close());
  await expect(onDisk(() => file.write(Buffer.from('x')))).rejects.toMatchObject({
    code: 'storage.full',
    cause: { code: 'ENOSPC' },
  });
});

test('a storage that is gone is storage.unavailable', async () => {
  const directory = await newDirectory();
  const file = path.join(directory, 'a file where the directory should be');
  await writeFile(file, '');
  await expect(openLocalStorage(path.join(file, 'files'))).rejects.toMatchObject({
    code: 'storage.unavailable',
  });
});

test('a full disk keeps no part of a file', async ({ skip }) => {
  const script = `
    import { openLocalStorage } from ${JSON.stringify(new URL('./local.ts', import.meta.url).href)};
    import { objectKey } from ${JSON.stringify(new URL('./object-keys.ts', import.meta.url).href)};
    import { readdir } from 'node:fs/promises';
    const storage = await openLocalStorage(process.argv[1]);
    const key = objectKey({ namespaceId: crypto.randomUUID(), purpose: 'original', id: crypto.randomUUID() });
    const code = await storage.put(key, new Uint8Array(4_000_000), { maxBytes: 1e9 }).catch((error) => error.code);
    console.log(JSON.stringify({ code, head: await storage.head(key), left: await readdir(process.argv[1] + '/tmp') }));
  `;
  const directory = await newDirectory();
  const mounted = `mount -t tmpfs -o size=1m vitrine "$0" && exec "$@"`;
  const node = [
    process.execPath,
    '--conditions=@vitrine/source',
    '--input-type=module',
    '-e',
    script,
    directory,
  ];
  // A disk of 1 MiB of its own, seen by nobody else; only where the system lets us mount one.
  const child = spawn('unshare', ['-rm', 'sh', '-c', mounted, directory, ...node], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const refused = once(child, 'error').then(() => true);
  let output = '';
  child.stdout.on('data', (chunk) => {
    output += chunk;
  });
  if (await Promise.race([refused, once(child, 'close').then(() => false)]))
    skip('no unshare on this system');
  if (output === '') skip('this system lets nobody mount a disk');
  expect(JSON.parse(output)).toEqual({ code: 'storage.full', head: null, left: [] });
});

test('clears away at start what a killed process left half-written long ago', async () => {
  const directory = await newDirectory();
  await openLocalStorage(directory);
  const temporary = path.join(directory, 'tmp');
  await writeFile(path.join(temporary, 'old'), 'x');
  await writeFile(path.join(temporary, 'young'), 'x');
  const twoDaysAgo = new Date(Date.now() - 48 * 60 * 60 * 1000);
  await utimes(path.join(temporary, 'old'), twoDaysAgo, twoDaysAgo);
  await openLocalStorage(directory);
  expect(await readdir(temporary)).toEqual(['young']);
});

/** Runs a program that writes to `storage` under `key` for ever and prints a line now and then; kills it at the third. */
async function killWhileWriting(directory: string, key: string, write: string): Promise<string[]> {
  const script = `
    import { openLocalStorage } from ${JSON.stringify(new URL('./local.ts', import.meta.url).href)};
    const storage = await openLocalStorage(${JSON.stringify(directory)});
    const key = ${JSON.stringify(key)};
    const unlimited = { maxBytes: Number.MAX_SAFE_INTEGER };
    async function* endless(each) {
      for (let count = 1; ; count++) { yield Buffer.alloc(1_000_000, count); each?.(count); }
    }
    ${write}
  `;
  const writer = spawn(
    process.execPath,
    ['--conditions=@vitrine/source', '--input-type=module', '-e', script],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const lines: string[] = [];
  for await (const line of createInterface(writer.stdout)) {
    lines.push(line);
    if (lines.length === 3) writer.kill('SIGKILL');
  }
  return lines;
}

test('after kill -9 an upload goes on at what was reported as safe', async () => {
  const directory = await newDirectory();
  const key = newKey();
  const lines = await killWhileWriting(
    directory,
    key,
    `await storage.append(key, endless(), { offsetBytes: 0, ...unlimited, onDurable: (bytes) => console.log(bytes) });`,
  );
  const storage = await openLocalStorage(directory);
  const reported = Number(lines.at(-1));
  expect(reported).toBeGreaterThan(16_000_000);
  expect(await storage.unfinishedBytes(key)).toBeGreaterThanOrEqual(reported);
  await storage.append(key, Buffer.from('the end'), { offsetBytes: reported, maxBytes: reported + 7 });
  await storage.finish(key);
  const end = await storage.read(key, { start: reported - 1, end: reported + 6 });
  expect(
    Buffer.from(end.body as Uint8Array)
      .toString('latin1')
      .slice(1),
  ).toBe('the end');
});

test('after kill -9 half a file is no file', async () => {
  const directory = await newDirectory();
  const key = newKey();
  await killWhileWriting(
    directory,
    key,
    `await storage.put(key, endless((count) => count % 5 === 0 && console.log(count)), unlimited);`,
  );
  const storage = await openLocalStorage(directory);
  expect(await storage.head(key)).toBeNull();
  for await (const { key: found } of storage.list('')) expect.fail(`${found} is there.`);
});
