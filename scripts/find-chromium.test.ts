import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterEach, expect, test, vi } from 'vitest';
import { findChromium } from './find-chromium.ts';

const run = promisify(execFile);

afterEach(() => {
  vi.unstubAllEnvs();
});

test('finds a browser that starts on this machine', async () => {
  const { executablePath, env } = await findChromium();
  const { stdout } = await run(executablePath, ['--version'], { env });
  expect(stdout).toMatch(/Chrom/);
});

test('says so when CHROMIUM_PATH names nothing', async () => {
  vi.stubEnv('CHROMIUM_PATH', '/nowhere/chromium');
  await expect(findChromium()).rejects.toThrow('CHROMIUM_PATH names /nowhere/chromium');
});

test('takes the browser that CHROMIUM_PATH names', async () => {
  vi.stubEnv('CHROMIUM_PATH', process.execPath);
  expect((await findChromium()).executablePath).toBe(process.execPath);
});
