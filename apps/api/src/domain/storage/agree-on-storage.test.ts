import { rm } from 'node:fs/promises';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { objectKey } from '../../storage/object-keys.ts';
import { openTestDomain } from '../../testing/open-test-domain.ts';
import type { Services } from '../scope.ts';
import { checkHealth } from '../stats/check-health.ts';
import { sweepOrphans } from '../uploads/sweep-orphans.ts';
import { agreeOnStorage } from './agree-on-storage.ts';

async function openLibrary() {
  const domain = await openTestDomain();
  onTestFinished(() => domain[Symbol.asyncDispose]());
  const { services } = domain;
  const { namespaceId } = await domain.addSite();
  const key = objectKey({ namespaceId, purpose: 'original', id: services.newId() });
  await services.storage.put(key, Buffer.from('bytes without a row'), { maxBytes: 100 });
  return {
    services,
    isThere: async () => (await services.storage.head(key)) !== null,
    forgetMark: () => rm(path.join(services.config.storage.dir, 'instance-mark')),
  };
}

/** The same some months from now: originals are kept for one. */
const after = (services: Services, months: number): Services => ({
  ...services,
  now: () => new Date(Date.now() + months * 32 * 86_400_000),
});

const sweepStateOf = async (services: Services) => (await checkHealth(services, null)).optional.orphanSweep;

test('what came after database and storage last agreed is left to the next sweep', async () => {
  const { services, isThere } = await openLibrary();
  await agreeOnStorage(after(services, -3));
  expect(await sweepOrphans(after(services, 3))).toBe(0);
  expect(await isThere()).toBe(true);
  expect(await sweepOrphans(after(services, 4))).toBe(1);
  expect(await isThere()).toBe(false);
  expect(await sweepStateOf(services)).toBe('on');
});

test('two databases that use one storage remove nothing of it, until its mark is taken away', async () => {
  const { services, isThere, forgetMark } = await openLibrary();
  const intruder = { ...(await openLibrary()).services, storage: services.storage };
  await agreeOnStorage(services);
  await sweepOrphans(after(intruder, 3));
  for (const month of [4, 5, 6]) {
    for (const one of [intruder, services]) expect(await sweepOrphans(after(one, month))).toBe(0);
  }
  expect(await isThere()).toBe(true);
  expect(await sweepStateOf(services)).toBe('stopped');
  expect(await sweepStateOf(intruder)).toBe('stopped');

  await forgetMark();
  expect(await sweepOrphans(after(services, 7))).toBe(0);
  expect(await sweepOrphans(after(services, 8))).toBe(1);
});

test('what a namespace owns that the database does not know is another one’s', async () => {
  const { services } = await openLibrary();
  const key = objectKey({ namespaceId: services.newId(), purpose: 'original', id: services.newId() });
  await services.storage.put(key, Buffer.from('bytes'), { maxBytes: 100 });
  await agreeOnStorage(after(services, 3));
  expect(await sweepOrphans(after(services, 4))).toBe(1);
  expect(await services.storage.head(key)).not.toBeNull();
});

test('a database that was restored from a backup removes nothing that it does not know', async () => {
  const { services, isThere } = await openLibrary();
  await agreeOnStorage(after(services, -3));
  const { storageMark } = services.db.prisma;
  const backup = await storageMark.findFirstOrThrow();
  await sweepOrphans(after(services, 1));
  await storageMark.update({ where: { id: 1 }, data: backup });
  for (const month of [2, 3, 4]) expect(await sweepOrphans(after(services, month))).toBe(0);
  expect(await isThere()).toBe(true);
  expect(await sweepStateOf(services)).toBe('stopped');
});

test('a sweep that died between the database and the storage is no dispute', async () => {
  const { services, isThere } = await openLibrary();
  await agreeOnStorage(after(services, 1));
  const { storageMark } = services.db.prisma;
  const { token } = await storageMark.findFirstOrThrow();
  const mark = { token: services.newId(), previousToken: token };
  await storageMark.update({ where: { id: 1 }, data: mark });
  expect(await sweepOrphans(after(services, 2))).toBe(1);
  expect(await services.storage.readMark()).toBe((await storageMark.findFirstOrThrow()).token);
  expect(await isThere()).toBe(false);
});
