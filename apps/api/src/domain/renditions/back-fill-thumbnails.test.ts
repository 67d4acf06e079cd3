import { afterAll, expect, test } from 'vitest';
import { transaction } from '../../db/transaction.ts';
import { drawQuarters } from '../../processing/draw-fixtures.ts';
import { hashRecipe, recipesOf } from '../../processing/recipes.ts';
import { enqueue } from '../../queue/enqueue.ts';
import { parseObjectKey } from '../../storage/object-keys.ts';
import { drainJobs } from '../../testing/drain-jobs.ts';
import { openTestDomain } from '../../testing/open-test-domain.ts';
import type { Scope, Services } from '../scope.ts';
import { completeUpload } from '../uploads/complete-upload.ts';
import { receiveFile } from '../uploads/receive-file.ts';
import { planBackFillJob } from './describe-back-fill.ts';

const domain = await openTestDomain();
const { services } = domain;
const { db, storage } = services;
afterAll(() => domain[Symbol.asyncDispose]());

const withSizes = (small: number, medium: number, large: number): Services => ({
  ...services,
  config: {
    ...services.config,
    processing: { ...services.config.processing, presets: { sizes: { small, medium, large }, quality: 80 } },
  },
});

async function upload(scope: Scope, width: number) {
  const bytes = await drawQuarters(width, width / 2)
    .png()
    .toBuffer();
  const file = { door: 'multipart', filename: `${width}.png`, declaredMimeType: null, bytes } as const;
  return completeUpload(scope, { ...(await receiveFile(scope, file)), fields: {} });
}

async function startAgainWith(changed: Services) {
  await transaction(services, (tx) => enqueue(tx, planBackFillJob.name, planBackFillJob.payload, {}));
  await drainJobs(changed);
}

const sidesOf = async (namespaceId: string) =>
  (await db.prisma.rendition.findMany({ where: { namespaceId }, orderBy: { width: 'asc' } })).map(
    ({ preset, width }) => `${preset} ${width}`,
  );

test('other sizes in the configuration are made of all files, by a task that counts them', async () => {
  const scope = await (await domain.addSite()).asKey();
  const namespaceId = scope.namespace.id;
  await upload(scope, 500);
  await upload(scope, 900);
  const before = await db.prisma.rendition.findMany({ where: { namespaceId } });
  expect(await sidesOf(namespaceId)).toEqual([
    ...['small 150', 'small 150', 'medium 300', 'medium 300'],
    'large 800',
  ]);

  await startAgainWith(services);
  expect(await db.prisma.task.count({ where: { namespaceId } })).toBe(0);

  const smaller = withSizes(150, 240, 480);
  await startAgainWith(smaller);
  expect(await sidesOf(namespaceId)).toEqual([
    ...['small 150', 'small 150', 'medium 240', 'medium 240'],
    ...['large 480', 'large 480'],
  ]);
  const [task, ...others] = await db.prisma.task.findMany({ where: { namespaceId } });
  expect(task).toMatchObject({ kind: 'back-fill-thumbnails', state: 'done', done: 2, total: 2, error: null });
  expect(others).toEqual([]);

  const after = await db.prisma.rendition.findMany({ where: { namespaceId } });
  const hashes = new Set(recipesOf(smaller.config.processing.presets).map(hashRecipe));
  expect(new Set(after.map(({ recipeHash }) => recipeHash))).toEqual(hashes);
  for (const { toolVersion } of after) expect(toolVersion).toMatch(/^sharp \d/);
  const kept = new Set(after.map(({ storageKey }) => storageKey));
  for (const { storageKey } of before) {
    if (!kept.has(storageKey)) expect(await storage.head(parseObjectKey(storageKey))).toBeNull();
  }
});

test('a file that can not be read again keeps its thumbnails, and is not tried at every start', async () => {
  const scope = await (await domain.addSite()).asKey();
  const namespaceId = scope.namespace.id;
  await upload(scope, 500);
  const blob = await db.prisma.blob.findFirstOrThrow({ where: { namespaceId } });
  await storage.delete(parseObjectKey(blob.storageKey));
  await storage.put(parseObjectKey(blob.storageKey), Buffer.from('no picture'), { maxBytes: 100 });

  for (let start = 0; start < 2; start++) await startAgainWith(withSizes(100, 200, 400));
  expect(await sidesOf(namespaceId)).toEqual(['small 150', 'medium 300']);
  const tasks = await db.prisma.task.findMany({ where: { namespaceId } });
  expect(tasks).toMatchObject([{ state: 'done', done: 1, total: 1, outcomes: [{ failed: 1 }] }]);
});
