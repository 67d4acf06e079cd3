import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test, vi } from 'vitest';
import { createDecodePool, type DecodePoolSettings } from './decode-pool.ts';
import { drawQuarters, writeFixture } from './draw-fixtures.ts';
import { presetRecipes } from './recipes.ts';

const openPool = (settings?: DecodePoolSettings) => {
  const pool = createDecodePool(settings);
  onTestFinished(() => pool.close());
  return pool;
};
const recipes = presetRecipes;
const small = async () => ({
  path: await writeFixture(await drawQuarters().png().toBuffer()),
  mimeType: 'image/png',
  recipes,
});
/** To turn it on its side takes all of its pixels at once, three bytes each. */
const large = async (side = 3000) => {
  const picture = drawQuarters(side, side).withMetadata({ orientation: 6 }).png({ compressionLevel: 1 });
  return { path: await writeFixture(await picture.toBuffer()), mimeType: 'image/png', recipes };
};

test('starts no child before the first job', async () => {
  const pool = openPool();
  expect(pool.children()).toEqual([]);
  await pool.run('image.render', await small());
  expect(pool.children()).toHaveLength(1);
});

test('keeps two children warm and never has more', async () => {
  const pool = openPool();
  await pool.warmUp();
  const before = pool.children().map(({ pid }) => pid);
  expect(before).toHaveLength(2);
  const input = await small();
  const results = await Promise.all(Array.from({ length: 12 }, () => pool.run('image.render', input)));
  expect(results).toHaveLength(12);
  expect(pool.children().map(({ pid }) => pid)).toEqual(before);
});

test('kills a child that takes too long, and goes on with a new one', async () => {
  const pool = openPool({ size: 1 });
  await pool.warmUp();
  const [before] = pool.children();
  await expect(pool.run('image.render', await large(), { timeoutMs: 20 })).rejects.toMatchObject({
    code: 'upload.invalid-image',
    details: { reason: 'timeout' },
  });
  await expect(pool.run('image.render', await small())).resolves.toMatchObject({ width: 400 });
  const [after] = pool.children();
  expect(after?.pid).not.toBe(before?.pid);
  await vi.waitFor(() => expect(existsSync(`/proc/${before?.pid}`)).toBe(false));
});

test('a picture that takes too much memory ends its child and nothing else', async () => {
  const pool = openPool({ size: 1, maxRssBytes: 130 * 1024 * 1024 });
  await expect(pool.run('image.render', await large(5000))).rejects.toMatchObject({
    code: 'upload.invalid-image',
    details: { reason: 'memory' },
  });
  await expect(pool.run('image.render', await small())).resolves.toMatchObject({ width: 400 });
});

test('a job whose child was killed by somebody else is done by the next', async () => {
  const pool = openPool({ size: 1 });
  await pool.warmUp();
  const running = pool.run('image.render', await large());
  const [child] = pool.children();
  expect(child?.isBusy).toBe(true);
  process.kill(child?.pid ?? 0, 'SIGKILL');
  await expect(running).resolves.toMatchObject({ width: 3000, height: 3000 });
});

test('a job that ends two children is refused', async () => {
  const pool = openPool({ size: 1 });
  await pool.warmUp();
  const settled = pool.run('image.render', await large()).then(
    () => null,
    (error: unknown) => error,
  );
  const killed = new Set<number>();
  await vi.waitFor(() => {
    const [child] = pool.children();
    if (child?.isBusy && !killed.has(child.pid)) {
      // One that is still starting has done nothing yet that it could be blamed for.
      process.kill(child.pid, 'SIGKILL');
      killed.add(child.pid);
    }
    expect(killed.size).toBe(2);
  });
  expect(await settled).toBeInstanceOf(Error);
  await expect(pool.run('image.render', await small())).resolves.toMatchObject({ width: 400 });
});

test('closing lets what runs end, and refuses what waits or comes', async () => {
  const pool = createDecodePool({ size: 1 });
  const input = await small();
  const running = pool.run('image.render', input);
  const waiting = pool.run('image.render', input);
  const closed = pool.close();
  await expect(waiting).rejects.toThrow('closed');
  await expect(pool.run('image.render', input)).rejects.toThrow('closed');
  await expect(running).resolves.toMatchObject({ width: 400 });
  await closed;
  expect(pool.children()).toEqual([]);
});

test('children get none of the variables of the server', async () => {
  const pool = openPool({ size: 1 });
  await pool.warmUp();
  const [child] = pool.children();
  const environment = (await readFile(`/proc/${child?.pid}/environ`, 'utf8'))
    .split('\0')
    .map((line) => line.split('=')[0]);
  expect(environment.filter((name) => name && !/^(MALLOC_|VIPS_|NODE_CHANNEL_)/.test(name))).toEqual([]);
});

test('a server that is killed leaves no child behind', async () => {
  const script = `
    import { createDecodePool } from ${JSON.stringify(new URL('./decode-pool.ts', import.meta.url).href)};
    const pool = createDecodePool();
    await pool.warmUp();
    console.log(JSON.stringify(pool.children().map(({ pid }) => pid)));
    setInterval(() => undefined, 1000);
  `;
  const server = spawn(
    process.execPath,
    ['--conditions=@vitrine/source', '--input-type=module', '-e', script],
    { cwd: fileURLToPath(new URL('.', import.meta.url)), stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const [line] = await once(server.stdout, 'data');
  const pids: number[] = JSON.parse(String(line));
  expect(pids).toHaveLength(2);
  server.kill('SIGKILL');
  await vi.waitFor(() => expect(pids.filter((pid) => existsSync(`/proc/${pid}`))).toEqual([]), {
    timeout: 5000,
  });
});
