import { randomBytes } from 'node:crypto';
import { createMediaClient } from '@vitrine/client';
import { type MediaId, NamespaceId, PersonalData, type UserId } from '@vitrine/schema';
import { unzipSync } from 'fflate';
import { afterAll, expect, test } from 'vitest';
import { makeApiKey } from '../domain/identity/make-api-key.ts';
import { reapplyErasures } from '../domain/privacy/reapply-erasures.ts';
import { postForm, readUploaded } from '../testing/post-form.ts';
import { startTestServer, type TestServerSite } from '../testing/start-test-server.ts';

const server = await startTestServer();
const { origin, db } = server;
afterAll(() => server[Symbol.asyncDispose]());

const { key: operatorKey, ...kept } = await makeApiKey();
await db.prisma.apiKey.create({ data: { ...kept, name: 'operator', role: 'admin' } });
const operator = createMediaClient({ endpoint: origin, apiKey: operatorKey });
const reason = 'Asked for.';

const add = async (
  headers: { authorization: string },
  filename: string,
  bytes: Uint8Array<ArrayBuffer>,
  fields: Record<string, string> = {},
) => readUploaded(await postForm(origin, headers, { filename, bytes }, fields));
const words = () => new TextEncoder().encode(randomBytes(400).toString('hex'));
const clientOf = ({ authorization }: { authorization: string }) =>
  createMediaClient({
    endpoint: origin,
    getToken: async () => ({
      token: authorization.replace('Bearer ', ''),
      expiresAt: new Date(Date.now() + 600_000).toISOString(),
    }),
  });

async function findUser(site: TestServerSite, subject: string): Promise<UserId> {
  const [person] = await site.client.privacy.findPeople.query({ subject });
  if (!person) throw new Error(`${subject} is not known.`);
  return person.id;
}

async function unpack(url: string) {
  const response = await fetch(url);
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toBe('application/zip');
  return unzipSync(await response.bytes());
}

const readPerson = (files: Record<string, Uint8Array>) =>
  PersonalData.parse(JSON.parse(Buffer.from(files['person.json'] ?? []).toString()));

test('the archive of a person holds all that names them and the bytes that they brought, and no others', async () => {
  const site = await server.addSite({ level: 'members' });
  const ada = await site.signIn('editor', 'ada');
  const [first, second, trashed, theirs] = [words(), words(), words(), words()];
  const file = await add(ada, 'Grüße.txt', first, { tags: 'Hers' });
  await add(ada, 'Grüße.txt', second, { replaces: file.id, note: 'Corrected' });
  const gone = await add(ada, 'gone.txt', trashed);
  await clientOf(ada).media.delete.mutate({ ids: [gone.id] });
  const other = await add(site.key, 'other.txt', theirs);
  // A version out of bytes that somebody else brought is not hers.
  await clientOf(ada).media.replace.mutate({ id: file.id, fromId: other.id });
  await clientOf(ada).collections.create.mutate({ title: 'Her own' });

  const [link] = await site.client.privacy.exportUserFiles.mutate({ userId: await findUser(site, 'ada') });
  expect(link).toMatchObject({ fileCount: 3, namespaceId: site.namespaceId });
  const files = await unpack(link?.url ?? '');
  expect(Object.keys(files)).toEqual([
    'person.json',
    'actions-1.ndjson',
    'files/Grüße.txt',
    'files/Grüße (2).txt',
    'files/gone.txt',
  ]);
  const bytesOf = (name: string) => Buffer.from(files[name] ?? []);
  expect(bytesOf('files/Grüße.txt').equals(first)).toBe(true);
  expect(bytesOf('files/Grüße (2).txt').equals(second)).toBe(true);
  expect(bytesOf('files/gone.txt').equals(trashed)).toBe(true);

  const { person, namespaces } = readPerson(files);
  expect(person).toMatchObject({ subject: 'ada', displayName: 'A person' });
  expect(namespaces).toHaveLength(1);
  expect(namespaces[0]).toMatchObject({
    namespace: { slug: site.slug },
    membership: { role: 'admin' },
    tags: [{ name: 'Hers' }],
    collections: [{ name: 'Her own' }],
    trashed: [{ mediaId: gone.id }],
    versions: [
      { mediaId: file.id, number: 1, entry: 'files/Grüße.txt' },
      { mediaId: file.id, number: 2, note: 'Corrected', entry: 'files/Grüße (2).txt' },
      { mediaId: gone.id, number: 1, entry: 'files/gone.txt' },
    ],
  });
  const actions = bytesOf('actions-1.ndjson').toString().trimEnd().split('\n');
  expect(actions.map((line) => JSON.parse(line).action)).toContain('media.trashed');
  expect(await site.client.tasks.get.query({ id: link?.taskId as never })).toMatchObject({
    kind: 'export-person',
    state: 'done',
    done: 3,
  });
  const audit = await site.client.audit.list.query({ action: 'user.exported' });
  expect(audit.items).toMatchObject([{ entityId: person.id }]);
});

test('only an admin gets the link, and it opens as long as they are one and the person is there', async () => {
  const site = await server.addSite();
  const ada = await site.signIn('editor', 'ada');
  await add(ada, 'a.txt', words());
  const userId = await findUser(site, 'ada');
  const admin = await site.signIn('admin', 'an-admin');
  const exportBy = async (headers: { authorization: string }) => {
    const [link] = await clientOf(headers).privacy.exportUserFiles.mutate({ userId });
    return link?.url ?? '';
  };
  const denied = { data: { vitrine: { code: 'auth.denied' } } };
  await expect(exportBy(ada)).rejects.toMatchObject(denied);
  const url = await exportBy(admin);
  const statusOf = async (address: string) => (await fetch(address)).status;
  expect(await statusOf(url)).toBe(200);
  const namespaceId = NamespaceId.parse(site.namespaceId);
  await site.client.namespaces.memberships.update.mutate({
    namespaceId,
    userId: await findUser(site, 'an-admin'),
    role: 'editor',
  });
  expect(await statusOf(url)).toBe(403);

  const [own] = await site.client.privacy.exportUserFiles.mutate({ userId });
  expect(await statusOf(own?.url ?? '')).toBe(200);
  const [hers] = await db.prisma.media.findMany({ where: { uploadedBy: userId }, select: { id: true } });
  const herOwn = await clientOf(ada).media.export.mutate({ ids: [hers?.id as MediaId] });
  expect(await statusOf(herOwn.url)).toBe(200);
  await site.client.privacy.eraseUser.mutate({ userId, reason });
  expect(await Promise.all([own?.url ?? '', herOwn.url].map(statusOf))).not.toContain(200);
});

test('what somebody packs of a person ends with the person, also in the middle', async () => {
  const site = await server.addSite();
  const ada = await site.signIn('editor', 'ada');
  for (const name of ['a', 'b', 'c'])
    await add(ada, `${name}.txt`, new TextEncoder().encode(randomBytes(3_000_000).toString('hex')));
  const userId = await findUser(site, 'ada');
  const [link] = await site.client.privacy.exportUserFiles.mutate({ userId });
  const { body } = await fetch(link?.url ?? '');
  const reader = body?.getReader();
  await reader?.read();
  await site.client.privacy.eraseUser.mutate({ userId, reason });
  const rest = async () => {
    for (;;) {
      const part = await reader?.read();
      if (!part || part.done) return 'whole';
    }
  };
  await expect(rest()).rejects.toThrow();
  const row = await db.prisma.task.findUnique({ where: { id: link?.taskId ?? '' } });
  expect(row).toMatchObject({ state: 'cancelled', input: {} });
});

/** Two namespaces of one host and one of another: the first two share their people. */
async function addSharing() {
  const first = await server.addSite();
  const made = await operator.namespaces.create.mutate({
    slug: `shared-${first.namespaceId.slice(-12)}`,
    name: 'Shared',
    sharesPeopleWith: NamespaceId.parse(first.namespaceId),
  });
  const { key } = await operator.namespaces.keys.create.mutate({
    namespaceId: made.id,
    name: 'host',
    role: 'admin',
  });
  const second = { ...first, namespaceId: made.id, slug: made.slug, key: { authorization: `Bearer ${key}` } };
  const client = createMediaClient({ endpoint: origin, apiKey: key });
  const subject = `ada-${first.namespaceId.slice(-12)}`;
  const ada = await first.signIn('editor', subject);
  const file = await add(ada, 'first.txt', words());
  await client.namespaces.memberships.add.mutate({
    namespaceId: made.id,
    user: { subject, displayName: 'A person' },
    role: 'editor',
  });
  const userId = await findUser(first, subject);
  const elsewhere = await add(second.key, 'second.txt', words());
  await db.prisma.media.update({ where: { id: elsewhere.id }, data: { uploadedBy: userId } });
  const stranger = await server.addSite();
  await add(await stranger.signIn('editor', subject), 'stranger.txt', words());
  return { first, second, client, subject, userId, files: [file.id, elsewhere.id], stranger };
}

test('an operator finds a person everywhere, exports and erases them in all namespaces at once', async () => {
  const { first, second, subject, userId, files, stranger } = await addSharing();
  const people = await operator.privacy.findPeople.query({ subject });
  expect(people).toHaveLength(2);
  expect(
    people
      .find(({ id }) => id === userId)
      ?.namespaces.map(({ slug }) => slug)
      .sort(),
  ).toEqual([first.slug, second.slug].sort());
  expect(await first.client.privacy.findPeople.query({ subject })).toMatchObject([
    { id: userId, namespaces: [{ slug: first.slug }] },
  ]);

  const data = await operator.privacy.exportUser.query({ userId });
  expect(data.namespaces.flatMap((one) => one.files.map(({ id }) => id)).sort()).toEqual([...files].sort());
  const links = await operator.privacy.exportUserFiles.mutate({ userId });
  expect(links.map(({ fileCount }) => fileCount)).toEqual([1, 1]);
  for (const { url } of links) expect(Object.keys(await unpack(url))).toHaveLength(3);

  const erased = await operator.privacy.eraseUser.mutate({ userId, reason });
  expect([...erased.purgedIds].sort()).toEqual([...files].sort());
  expect(erased.isKnownElsewhere).toBe(false);
  expect(await db.prisma.user.findUnique({ where: { id: userId } })).toMatchObject({
    subject: `erased:${userId}`,
    displayName: 'Erased person',
  });
  for (const { url } of links) expect((await fetch(url)).status).toBe(404);
  const where = { namespaceId: { in: [first.namespaceId, second.namespaceId] } };
  expect(await db.prisma.erasure.count({ where })).toBe(2);
  // The same id at another host is somebody else.
  expect(await stranger.client.privacy.findPeople.query({ subject })).toHaveLength(1);
});

test('whoever was erased everywhere is so again after a restore, also where they were removed before', async () => {
  const { first, userId, files } = await addSharing();
  const before = await db.prisma.user.findUniqueOrThrow({ where: { id: userId } });
  await operator.privacy.eraseUser.mutate({ userId, reason });
  // As a backup from before: the person is there with their files, the erasures aren't.
  const { subject, displayName } = before;
  await db.prisma.user.update({ where: { id: userId }, data: { subject, displayName, erasedAt: null } });
  await db.prisma.membership.updateMany({
    where: { userId, namespaceId: first.namespaceId },
    data: { removedAt: null },
  });
  await db.prisma.media.updateMany({ where: { id: { in: files } }, data: { uploadedBy: userId } });
  const prisma = new Proxy(db.prisma, {
    get: (target, name) =>
      name === 'erasure' ? { findMany: () => Promise.resolve([]) } : Reflect.get(target, name),
  });
  const restored = { ...server.services, db: { ...db, prisma } };
  const done = await reapplyErasures(restored, 'restore');
  expect(done.erased).toBeGreaterThanOrEqual(2);
  expect(await db.prisma.media.count({ where: { uploadedBy: userId } })).toBe(0);
  expect(await db.prisma.user.findUnique({ where: { id: userId } })).toMatchObject({
    subject: `erased:${userId}`,
  });
});
