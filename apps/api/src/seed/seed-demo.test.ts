import { MediaId } from '@vitrine/schema';
import { afterAll, expect, test } from 'vitest';
import { deleteMedia } from '../domain/media/delete-media.ts';
import { loadNamespace } from '../domain/namespaces/load-namespace.ts';
import { systemScope } from '../domain/scope.ts';
import { openTestDomain } from '../testing/open-test-domain.ts';
import { demoFiles } from './demo-files.ts';
import { seedDemo } from './seed-demo.ts';

const domain = await openTestDomain();
const { services } = domain;
afterAll(() => domain[Symbol.asyncDispose]());

test('an empty library is filled once, with pictures, documents and collections; every picture shows itself', async () => {
  const { namespaceId } = await domain.addSite();
  const progress: number[] = [];
  await seedDemo(services, namespaceId, (done) => progress.push(done));
  expect(progress.at(-1)).toBe(demoFiles.length);
  const media = await services.db.prisma.media.findMany({
    where: { namespaceId },
    include: { currentVersion: { include: { blob: { include: { renditions: true } } } } },
  });
  expect(media.map(({ originalFilename }) => originalFilename).sort()).toEqual(
    demoFiles.map(({ filename }) => filename).sort(),
  );
  const pictures = media.filter(({ kind }) => kind === 'image');
  expect(pictures).toHaveLength(24);
  for (const { currentVersion } of pictures) {
    expect(currentVersion?.placeholder).toBeTruthy();
    expect(currentVersion?.blob.renditions.map(({ preset }) => preset)).toContain('small');
  }
  expect(pictures.filter(({ currentVersion }) => currentVersion?.hasAlpha).length).toBeGreaterThanOrEqual(3);
  expect(pictures.filter(({ currentVersion }) => currentVersion?.animated)).toHaveLength(1);
  expect(await services.db.prisma.collection.count({ where: { namespaceId } })).toBe(2);

  await seedDemo(services, namespaceId, () => expect.fail('nothing was missing'));
  expect(await services.db.prisma.media.count({ where: { namespaceId } })).toBe(demoFiles.length);

  // What people did since stays: a start after it neither fails nor brings anything back.
  const scope = systemScope(services, await loadNamespace(services, namespaceId), services.newId());
  const items = await services.db.prisma.collectionItem.findMany({ where: { namespaceId } });
  const [trashed, renamed, takenOut] = items.map(({ mediaId }) => MediaId.parse(mediaId));
  if (!trashed || !renamed || !takenOut) throw new Error('The collections are empty.');
  await deleteMedia(scope, { ids: [trashed] });
  await services.db.prisma.media.update({
    where: { id: renamed },
    data: { originalFilename: 'another.jpg' },
  });
  await services.db.prisma.collectionItem.deleteMany({ where: { namespaceId, mediaId: takenOut } });
  await seedDemo(services, namespaceId, () => expect.fail('it was filled already'));
  expect(await services.db.prisma.media.count({ where: { namespaceId } })).toBe(demoFiles.length);
  expect(await services.db.prisma.collectionItem.count({ where: { namespaceId, mediaId: takenOut } })).toBe(
    0,
  );
}, 120_000);
