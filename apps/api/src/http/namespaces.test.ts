import { createMediaClient } from '@vitrine/client';
import { NamespaceId } from '@vitrine/schema';
import { afterAll, expect, test } from 'vitest';
import { makeApiKey } from '../domain/identity/make-api-key.ts';
import { drawNoise } from '../processing/draw-fixtures.ts';
import { postForm, readRefusal, readUploaded } from '../testing/post-form.ts';
import { startTestServer, type TestServerSite } from '../testing/start-test-server.ts';
import { createTusTestClient } from '../testing/tus-client.ts';

const server = await startTestServer();
const { origin, db } = server;
afterAll(() => server[Symbol.asyncDispose]());

const { key: operatorKey, ...kept } = await makeApiKey();
await db.prisma.apiKey.create({ data: { ...kept, name: 'operator', role: 'admin' } });
const operator = createMediaClient({ endpoint: origin, apiKey: operatorKey });

const idOf = (site: TestServerSite) => NamespaceId.parse(site.namespaceId);
const statusOf = async (url: string) => (await fetch(url)).status;
const picture = async () => ({
  filename: 'lake.png',
  bytes: new Uint8Array(await (await drawNoise(200, 100)).png().toBuffer()),
});

test('of an archived namespace nothing is served and nobody gets in; reopened it is as it was', async () => {
  const site = await server.addSite();
  const person = await site.signIn('editor');
  const media = await readUploaded(await postForm(origin, site.key, await picture()));
  const urls = [media.url, media.thumbnails.small?.url ?? ''];
  const statuses = () => Promise.all(urls.map(statusOf));
  expect(await statuses()).toEqual([200, 200]);
  const before = await server.objectsOf(site.namespaceId);

  const archived = await operator.namespaces.archive.mutate({ id: idOf(site) });
  expect(archived.archivedAt).not.toBeNull();
  await expect.poll(statuses, { timeout: 1000, interval: 20 }).toEqual([404, 404]);
  const trying = (headers: Record<string, string>) =>
    postForm(origin, headers, { filename: 'a.txt', bytes: 'a' });
  for (const headers of [site.key, person]) expect((await trying(headers)).status).toBe(401);
  expect(await operator.namespaces.get.query({ id: idOf(site) })).toEqual(archived);
  expect(await server.objectsOf(site.namespaceId)).toEqual(before);

  const { archivedAt } = await operator.namespaces.reopen.mutate({ id: idOf(site) });
  expect(archivedAt).toBeNull();
  await expect.poll(statuses, { timeout: 1000, interval: 20 }).toEqual([200, 200]);
  expect((await trying(person)).status).toBe(201);
});

test('a namespace takes no larger file than it has set, at any door, and says so before', async () => {
  const site = await server.addSite();
  const limits = { maxFileBytes: 1000 };
  await site.client.namespaces.update.mutate({ id: idOf(site), settings: { limits } });
  expect((await site.client.session.me.query({})).limits.maxFileBytes).toBe(1000);
  const bytes = 'a'.repeat(1001);
  const told = { code: 'upload.too-large', details: { limitBytes: 1000 } };
  expect(await readRefusal(await postForm(origin, site.key, { filename: 'a.txt', bytes }))).toMatchObject(
    told,
  );
  const tus = createTusTestClient(origin, site.key);
  const created = await tus.create({ sizeBytes: 1001, metadata: { filename: 'a.txt' } });
  expect(await readRefusal(created)).toMatchObject(told);
  const small = { filename: 'a.txt', bytes: 'a'.repeat(1000) };
  expect((await postForm(origin, site.key, small)).status).toBe(201);
});

test('a namespace takes the kinds it has set, and never more than the instance', async () => {
  const site = await server.addSite();
  const allowKinds = (allowedKinds: ('image' | 'document')[] | null) =>
    site.client.namespaces.update.mutate({ id: idOf(site), settings: { limits: { allowedKinds } } });
  await allowKinds(['image']);
  const text = { filename: 'a.txt', bytes: 'words' };
  expect(await readRefusal(await postForm(origin, site.key, text))).toMatchObject({
    code: 'upload.mime-refused',
  });
  expect((await postForm(origin, site.key, await picture())).status).toBe(201);
  const { allowedTypes } = (await site.client.session.me.query({})).limits;
  expect([allowedTypes.document, allowedTypes.image?.includes('image/png')]).toEqual([[], true]);
  await allowKinds(null);
  expect((await postForm(origin, site.key, text)).status).toBe(201);
});

test('the default level is that of new files, and days in the trash are the namespace’s', async () => {
  const site = await server.addSite();
  await site.client.namespaces.update.mutate({
    id: idOf(site),
    defaultAccessLevel: 'staff',
    settings: { retention: { trashDays: 2 } },
  });
  const media = await readUploaded(await postForm(origin, site.key, await picture()));
  expect(media.accessLevel).toBe('staff');
  await site.client.media.delete.mutate({ ids: [media.id] });
  const row = await db.prisma.media.findUnique({ where: { id: media.id } });
  const days = ((row?.purgeAfter?.getTime() ?? 0) - (row?.deletedAt?.getTime() ?? 0)) / 86_400_000;
  expect(days).toBe(2);
});

test('settings merge field by field, also when two change them at once', async () => {
  const site = await server.addSite();
  const id = idOf(site);
  const change = (settings: object) => site.client.namespaces.update.mutate({ id, settings });
  await Promise.all([
    change({ ai: { isEnabled: false } }),
    change({ ai: { services: { tags: false } } }),
    change({ retention: { unusedDays: 9 } }),
    change({ limits: { maxFileBytes: 5000 } }),
    change({ origins: ['https://cms.example.org/path', 'https://cms.example.org'] }),
  ]);
  const { settings } = await site.client.namespaces.get.query({ id });
  expect(settings).toMatchObject({
    ai: { isEnabled: false, services: { tags: false, title: true }, suggestThreshold: 0.7 },
    retention: { unusedDays: 9, trashDays: null },
    limits: { maxFileBytes: 5000, allowedKinds: null },
    origins: ['https://cms.example.org'],
  });
});

test('settings that are none are refused', async () => {
  const site = await server.addSite();
  for (const settings of [
    { limits: { maxFileBytes: 0 } },
    { limits: { allowedKinds: [] } },
    { retention: { trashDays: 0 } },
    { ai: { suggestThreshold: 2 } },
    { origins: ['javascript:alert(1)'] },
    { unheardOf: true },
  ]) {
    const change = site.client.namespaces.update.mutate({ id: idOf(site), settings: settings as never });
    await expect(change).rejects.toMatchObject({ data: { vitrine: { code: 'input.invalid' } } });
  }
});
