import { contract } from '@vitrine/schema';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import * as z from 'zod';
import { createCollection } from '../domain/collections/create-collection.ts';
import { createTag } from '../domain/tags/create-tag.ts';
import { addMedia } from '../testing/add-media.ts';
import { callTrpc } from '../testing/call-trpc.ts';
import { openTestDomain, type TestDomain } from '../testing/open-test-domain.ts';
import { createTrpcHandler } from './create-trpc-handler.ts';

let domain: TestDomain;
let handle: ReturnType<typeof createTrpcHandler>;
beforeAll(async () => {
  domain = await openTestDomain();
  handle = createTrpcHandler(domain.services, { parseOutputs: true });
});
afterAll(() => domain[Symbol.asyncDispose]());

const isCall = (node: unknown): node is { type: string; input: z.ZodType } =>
  typeof node === 'object' && node !== null && 'input' in node && node.input instanceof z.ZodType;
function pathsOf(tree: object, prefix = ''): { path: string; input: z.ZodType; type: string }[] {
  return Object.entries(tree).flatMap(([name, node]) =>
    isCall(node) ? [{ path: `${prefix}${name}`, ...node }] : pathsOf(node, `${prefix}${name}.`),
  );
}
const calls = pathsOf(contract);
const paths = calls.filter(({ type }) => type !== 'subscription').map(({ path }) => path);

test.each(paths)('%s without a credential answers 401 in our form', async (path) => {
  const { status, error } = await callTrpc(handle, { path });
  expect(status).toBe(401);
  expect(error).toMatchObject({ code: 'auth.required', requestId: expect.stringMatching(/\S/) });
});

test.each(paths)('%s refuses a key that it does not know', async (path) => {
  const site = await domain.addSite();
  const authorization = `Bearer ${site.apiKey}`;
  const { status, error } = await callTrpc(handle, {
    path,
    authorization,
    input: { ...example(path, {}), isAdmin: true },
  });
  expect(status).toBe(400);
  expect(error).toMatchObject({ code: 'input.invalid' });
  expect(JSON.stringify(error?.details)).toContain('isAdmin');
});

const nobody = '01900000-0000-7000-8000-00000000dead';
/** An input that is right but for what it points at. */
function example(
  path: string,
  ids: {
    media?: string;
    tag?: string;
    collection?: string;
    namespace?: string;
    key?: string;
    task?: string;
    upload?: string;
  },
): Record<string, unknown> {
  const media = ids.media ?? nobody;
  const collection = ids.collection ?? nobody;
  const content = { type: 'page', id: 'p1' };
  const examples: Record<string, Record<string, unknown>> = {
    'media.get': { id: media },
    'media.getMany': { ids: [media] },
    'media.update': { id: media, title: 'taken over' },
    'media.delete': { ids: [media] },
    'media.export': { ids: [media] },
    'media.restore': { ids: [media] },
    'media.usage': { id: media },
    'uploads.get': { id: ids.upload ?? nobody },
    'uploads.abort': { id: ids.upload ?? nobody },
    'uploads.keepBoth': { id: ids.upload ?? nobody },
    'uploads.begin': { filename: 'a.png', sizeBytes: 1, fields: { collection } },
    'uploads.signParts': { id: ids.upload ?? nobody, partNumbers: [1] },
    'uploads.complete': { id: ids.upload ?? nobody },
    'uploads.importFromUrl': { url: 'https://example.org/a.png', fields: { collection } },
    'references.sync': { content, references: [{ mediaId: media, fieldPath: '' }] },
    'references.add': { content, mediaId: media },
    'references.remove': { content, mediaId: media },
    'references.removeContent': content,
    'references.listByMedia': { mediaId: media },
    'references.listByContent': content,
    'collections.get': { id: collection },
    'collections.export': { id: collection },
    'collections.create': { title: 'Mine', coverId: media },
    'collections.update': { id: collection, title: 'taken over' },
    'collections.delete': { id: collection },
    'collections.addItems': { id: collection, mediaIds: [media] },
    'collections.removeItems': { id: collection, mediaIds: [media] },
    'collections.reorder': { id: collection, mediaId: media, afterId: null },
    'tags.create': { name: 'Mine', parentId: ids.tag ?? nobody },
    'tags.update': { id: ids.tag ?? nobody, name: 'taken over' },
    'tags.delete': { id: ids.tag ?? nobody },
    'namespaces.get': { id: ids.namespace ?? nobody },
    'namespaces.create': { slug: 'mine', name: 'Mine' },
    'namespaces.update': { id: ids.namespace ?? nobody, name: 'taken over' },
    'namespaces.keys.list': { namespaceId: ids.namespace ?? nobody },
    'namespaces.keys.create': { namespaceId: ids.namespace ?? nobody, name: 'mine' },
    'namespaces.keys.revoke': { namespaceId: ids.namespace ?? nobody, id: ids.key ?? 'nokey' },
    'tasks.get': { id: ids.task ?? nobody },
    'tasks.cancel': { id: ids.task ?? nobody },
  };
  return examples[path] ?? {};
}

const Nothing = z.union([
  z.object({ added: z.literal(0), removed: z.literal(0) }),
  z.object({ fileCount: z.literal(0), sizeBytes: z.literal(0) }),
]);

/** What an admin of one namespace is told who names a thing of another. Those that name none are left out. */
const foreign: Record<string, 'not-found' | 'empty' | 'failed' | 'nothing' | 'auth.denied'> = {
  'media.get': 'not-found',
  'media.getMany': 'empty',
  'media.update': 'not-found',
  'media.delete': 'failed',
  'media.export': 'nothing',
  'media.restore': 'failed',
  'media.usage': 'not-found',
  'uploads.get': 'not-found',
  'uploads.abort': 'not-found',
  'uploads.keepBoth': 'not-found',
  'uploads.begin': 'not-found',
  'uploads.signParts': 'not-found',
  'uploads.complete': 'not-found',
  'uploads.importFromUrl': 'not-found',
  'references.sync': 'not-found',
  'references.add': 'not-found',
  'references.remove': 'nothing',
  'references.removeContent': 'nothing',
  'references.listByMedia': 'not-found',
  'references.listByContent': 'empty',
  'collections.get': 'not-found',
  'collections.export': 'not-found',
  'collections.create': 'not-found',
  'collections.update': 'not-found',
  'collections.delete': 'not-found',
  'collections.addItems': 'not-found',
  'collections.removeItems': 'not-found',
  'collections.reorder': 'not-found',
  'tags.create': 'not-found',
  'tags.update': 'not-found',
  'tags.delete': 'not-found',
  'namespaces.get': 'not-found',
  'namespaces.create': 'auth.denied',
  'namespaces.update': 'not-found',
  'namespaces.keys.list': 'not-found',
  'namespaces.keys.create': 'not-found',
  'namespaces.keys.revoke': 'not-found',
  'tasks.get': 'not-found',
  'tasks.cancel': 'not-found',
};
const namingNothing = [
  'media.list',
  'uploads.list',
  'collections.list',
  'tags.list',
  'namespaces.list',
  'stats.overview',
  'stats.storage',
  'session.me',
  'session.namespaces',
  'tasks.list',
];

test('every procedure stands in the matrix of foreign ids', () => {
  expect([...Object.keys(foreign), ...namingNothing].sort()).toEqual(paths.toSorted());
});

test('what belongs to another namespace is not there, and stays as it was', async () => {
  const [mine, theirs] = [await domain.addSite(), await domain.addSite()];
  const { db, newId } = domain.services;
  const scope = await theirs.as('admin');
  const media = (await addMedia(db, theirs.namespaceId, { title: 'theirs' })).id;
  const tag = await createTag(scope, { name: 'theirs' });
  const collection = await createCollection(scope, { title: 'theirs' });
  const task = newId();
  await db.prisma.task.create({ data: { id: task, namespaceId: theirs.namespaceId, kind: 'test' } });
  const upload = newId();
  await db.prisma.upload.create({
    data: {
      id: upload,
      namespaceId: theirs.namespaceId,
      door: 'tus',
      filename: 'a.jpg',
      declaredSizeBytes: 1n,
      quarantineKey: `${theirs.namespaceId}/quarantine/${newId()}`,
    },
  });
  const ids = {
    media,
    tag: tag.id,
    collection: collection.id,
    namespace: theirs.namespaceId,
    key: theirs.keyId,
    task,
    upload,
  };
  const snapshot = async () => {
    const where = { namespaceId: theirs.namespaceId };
    const { prisma } = db;
    return {
      media: await prisma.media.findMany({ where }),
      tags: await prisma.tag.findMany({ where }),
      collections: await prisma.collection.findMany({ where, include: { items: true } }),
      references: await prisma.reference.count({ where }),
      keys: await prisma.apiKey.findMany({ where, select: { id: true, revokedAt: true } }),
      tasks: await prisma.task.findMany({ where }),
      uploads: await prisma.upload.findMany({ where }),
      audit: await prisma.auditEntry.count({ where }),
    };
  };
  const before = await snapshot();
  const authorization = await mine.signIn('admin');
  for (const [path, expected] of Object.entries(foreign)) {
    const { data, error } = await callTrpc(handle, { path, authorization, input: example(path, ids) });
    const told =
      error?.code ??
      (Array.isArray(data) && data.length === 0 ? 'empty' : undefined) ??
      (z.object({ failed: z.array(z.object({ code: z.literal('not-found') })).length(1) }).safeParse(data)
        .success
        ? 'failed'
        : undefined) ??
      (Nothing.safeParse(data).success ? 'nothing' : undefined);
    expect([path, told]).toEqual([path, expected]);
  }
  expect(await snapshot()).toEqual(before);
});

test('an operator manages namespaces and works in none', async () => {
  const operator = await domain.operator();
  const { prisma } = domain.services.db;
  expect(operator.actor.kind).toBe('operator');
  const { key } = await import('../domain/identity/make-api-key.ts').then(async ({ makeApiKey }) => {
    const made = await makeApiKey();
    const { id, secretSha256, publicKey } = made;
    await prisma.apiKey.create({ data: { id, name: 'op', role: 'admin', secretSha256, publicKey } });
    return made;
  });
  const authorization = `Bearer ${key}`;
  const call = (path: string, input: unknown = {}) => callTrpc(handle, { path, input, authorization });
  expect((await call('media.list')).error?.code).toBe('auth.denied');
  expect((await call('session.me')).data).toMatchObject({ isOperator: true, namespace: null, role: null });
  const slug = `made-${Date.now()}`;
  const made = await call('namespaces.create', { slug, name: 'Made', quotaBytes: 1000 });
  expect(made.data).toMatchObject({ slug, defaultAccessLevel: 'public', quotaBytes: 1000, usedBytes: 0 });
  expect((await call('namespaces.create', { slug, name: 'Again' })).error?.code).toBe('conflict');
  const { id } = z.object({ id: z.string() }).parse(made.data);
  const created = await call('namespaces.keys.create', { namespaceId: id, name: 'host', role: 'admin' });
  const theirs = z.object({ key: z.string(), id: z.string() }).parse(created.data);
  const asHost = { authorization: `Bearer ${theirs.key}` };
  expect((await callTrpc(handle, { path: 'media.list', ...asHost })).status).toBe(200);
  const origins = ['https://cms.example.org/path'];
  const updated = await call('namespaces.update', { id, settings: { origins } });
  expect(updated.data).toMatchObject({ settings: { origins: ['https://cms.example.org'] } });
  expect(
    (await callTrpc(handle, { path: 'namespaces.update', input: { id, quotaBytes: null }, ...asHost })).error
      ?.code,
  ).toBe('auth.denied');
  await call('namespaces.keys.revoke', { namespaceId: id, id: theirs.id });
  expect((await callTrpc(handle, { path: 'media.list', ...asHost })).status).toBe(401);
  const keys = z
    .array(z.record(z.string(), z.unknown()))
    .parse((await call('namespaces.keys.list', { namespaceId: id })).data);
  expect(keys).toMatchObject([{ id: theirs.id, revokedAt: expect.any(String) }]);
  expect(JSON.stringify(keys)).not.toContain(theirs.key.slice(-43));
  expect((await call('stats.storage')).data).toMatchObject({ namespaces: expect.any(Array) });
});

test('errors carry the status of their code, a batch of different ones 207', async () => {
  const site = await domain.addSite();
  const authorization = await site.signIn('viewer');
  expect((await callTrpc(handle, { path: 'media.get', input: { id: nobody }, authorization })).status).toBe(
    404,
  );
  expect((await callTrpc(handle, { path: 'tags.create', input: { name: 'x' }, authorization })).status).toBe(
    403,
  );
  expect((await callTrpc(handle, { path: 'media.get', input: { id: 'x' }, authorization })).status).toBe(400);
  expect((await callTrpc(handle, { path: 'media.nothing', authorization })).error?.code).toBe('not-found');
  const mixed = await callTrpc(handle, {
    path: 'session.me,media.get?batch=1',
    input: { 0: {}, 1: { id: nobody } },
    authorization,
  });
  expect(mixed.status).toBe(207);
});

test('a batch of more than ten is refused whole', async () => {
  const site = await domain.addSite();
  const authorization = await site.signIn('viewer');
  const batch = (count: number) =>
    callTrpc(handle, {
      path: `${Array.from({ length: count }, () => 'session.me').join(',')}?batch=1`,
      input: Object.fromEntries(Array.from({ length: count }, (_, index) => [index, {}])),
      authorization,
    });
  expect((await batch(10)).status).toBe(200);
  expect((await batch(11)).status).toBe(400);
});

test('a failure of ours tells its request id and nothing else', async () => {
  const site = await domain.addSite();
  const authorization = await site.signIn('viewer');
  await callTrpc(handle, { path: 'session.me', authorization });
  const logged = vi.spyOn(domain.services.log, 'error');
  const broken = vi
    .spyOn(domain.services.db.pool, 'query')
    .mockRejectedValue(new Error('secret of the database'));
  const { status, body, error } = await callTrpc(handle, { path: 'media.list', authorization });
  broken.mockRestore();
  expect(status).toBe(500);
  expect(error).toMatchObject({ code: 'internal', requestId: expect.stringMatching(/\S/) });
  expect(error).not.toHaveProperty('details');
  expect(JSON.stringify(body)).not.toMatch(/secret|stack|\.ts/);
  expect(logged).toHaveBeenCalledOnce();
  logged.mockRestore();
});

test('a token in the address or in the connection parameters is no credential', async () => {
  const site = await domain.addSite();
  const token = (await site.signIn('viewer')).replace('Bearer ', '');
  const parameters = encodeURIComponent(JSON.stringify({ token, authorization: `Bearer ${token}` }));
  const request = new Request(
    `https://media.example.org/trpc/session.me?token=${token}&connectionParams=${parameters}&input=${encodeURIComponent('{}')}`,
  );
  expect((await handle(request, { requestId: 'r' })).status).toBe(401);
});
