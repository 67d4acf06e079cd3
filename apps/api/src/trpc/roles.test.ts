import { contract, type Role } from '@vitrine/schema';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as z from 'zod';
import { createCollection } from '../domain/collections/create-collection.ts';
import type { Scope } from '../domain/scope.ts';
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

const roles: readonly Role[] = ['viewer', 'contributor', 'editor', 'admin'];
interface World {
  media: string;
  trashed: string;
  tag: string;
  collection: string;
  task: string;
  namespaceId: string;
}
type Calls = Record<string, [input: (world: World) => object, others: string, own: string]>;
const content = { type: 'page', id: 'p1' };

/**
 * What each role is told, in the order viewer, contributor, editor, admin, of things of others and of its own:
 * y it is done, d denied, n it is not there.
 */
const calls: Calls = {
  'media.list': [() => ({}), 'yyyy', 'yyyy'],
  'media.get': [({ media }) => ({ id: media }), 'yyyy', 'yyyy'],
  'media.getMany': [({ media }) => ({ ids: [media] }), 'yyyy', 'yyyy'],
  'media.update': [({ media }) => ({ id: media, title: 'x' }), 'ddyy', 'dyyy'],
  'media.delete': [({ media }) => ({ ids: [media] }), 'ddyy', 'dyyy'],
  'media.restore': [({ trashed }) => ({ ids: [trashed] }), 'nnyy', 'nyyy'],
  'media.export': [({ media }) => ({ ids: [media] }), 'yyyy', 'yyyy'],
  'media.usage': [({ media }) => ({ id: media }), 'yyyy', 'yyyy'],
  'references.sync': [
    ({ media }) => ({ content, references: [{ mediaId: media, fieldPath: '' }] }),
    'dyyy',
    'dyyy',
  ],
  'references.add': [({ media }) => ({ content, mediaId: media }), 'dyyy', 'dyyy'],
  'references.remove': [({ media }) => ({ content, mediaId: media }), 'dyyy', 'dyyy'],
  'references.removeContent': [() => content, 'dyyy', 'dyyy'],
  'references.listByMedia': [({ media }) => ({ mediaId: media }), 'yyyy', 'yyyy'],
  'references.listByContent': [() => content, 'yyyy', 'yyyy'],
  'collections.list': [() => ({}), 'yyyy', 'yyyy'],
  'collections.get': [({ collection }) => ({ id: collection }), 'yyyy', 'yyyy'],
  'collections.export': [({ collection }) => ({ id: collection }), 'yyyy', 'yyyy'],
  'collections.create': [() => ({ title: 'x' }), 'dyyy', 'dyyy'],
  'collections.update': [({ collection }) => ({ id: collection, title: 'x' }), 'ddyy', 'dyyy'],
  'collections.delete': [({ collection }) => ({ id: collection }), 'ddyy', 'dyyy'],
  'collections.addItems': [({ collection: id, media }) => ({ id, mediaIds: [media] }), 'ddyy', 'dyyy'],
  'collections.removeItems': [({ collection: id, media }) => ({ id, mediaIds: [media] }), 'ddyy', 'dyyy'],
  'collections.reorder': [
    ({ collection: id, media }) => ({ id, mediaId: media, afterId: null }),
    'ddnn',
    'dnnn',
  ],
  'tags.list': [() => ({}), 'yyyy', 'yyyy'],
  'tags.create': [() => ({ name: 'x' }), 'dyyy', 'dyyy'],
  'tags.update': [({ tag }) => ({ id: tag, name: 'x' }), 'ddyy', 'ddyy'],
  'tags.delete': [({ tag }) => ({ id: tag }), 'ddyy', 'ddyy'],
  'namespaces.list': [() => ({}), 'yyyy', 'yyyy'],
  'namespaces.get': [({ namespaceId }) => ({ id: namespaceId }), 'yyyy', 'yyyy'],
  'namespaces.create': [() => ({ slug: 'x', name: 'x' }), 'dddd', 'dddd'],
  'namespaces.update': [({ namespaceId }) => ({ id: namespaceId, name: 'x' }), 'dddy', 'dddy'],
  'namespaces.keys.list': [({ namespaceId }) => ({ namespaceId }), 'dddy', 'dddy'],
  'namespaces.keys.create': [({ namespaceId }) => ({ namespaceId, name: 'x' }), 'dddy', 'dddy'],
  'namespaces.keys.revoke': [({ namespaceId }) => ({ namespaceId, id: 'none' }), 'dddn', 'dddn'],
  'stats.overview': [() => ({}), 'yyyy', 'yyyy'],
  'stats.storage': [() => ({}), 'dddd', 'dddd'],
  'session.me': [() => ({}), 'yyyy', 'yyyy'],
  'session.namespaces': [() => ({}), 'yyyy', 'yyyy'],
  'tasks.get': [({ task }) => ({ id: task }), 'nnny', 'yyyy'],
  'tasks.list': [() => ({}), 'yyyy', 'yyyy'],
  'tasks.cancel': [({ task }) => ({ id: task }), 'nnny', 'yyyy'],
};
/** Uploads have their own tests beside their functions, the stream beside its router. */
const elsewhere = /^(uploads|events)\./;

test('every procedure stands in the matrix of roles', () => {
  const nested = Object.entries(contract).flatMap(([noun, tree]) =>
    Object.entries(tree).flatMap(([name, node]) =>
      name === 'keys' ? Object.keys(node).map((key) => `${noun}.keys.${key}`) : [`${noun}.${name}`],
    ),
  );
  expect(Object.keys(calls).sort()).toEqual(nested.filter((path) => !elsewhere.test(path)).sort());
});

/** Makes of a world only what calls of this noun look at. */
async function addWorld(path: string, admin: Scope, ownerId: string | null): Promise<World> {
  const { db, newId } = domain.services;
  const { id: namespaceId } = admin.namespace;
  const [task, name] = [newId(), newId()];
  const world: World = { media: '', trashed: '', tag: '', collection: '', task, namespaceId };
  if (/^(media|references|collections)/.test(path)) {
    world.media = (await addMedia(db, namespaceId, { uploadedBy: ownerId })).id;
  }
  if (path === 'media.restore') {
    world.trashed = (await addMedia(db, namespaceId, { uploadedBy: ownerId, deletedAt: new Date() })).id;
  }
  if (path.startsWith('tags')) world.tag = (await createTag(admin, { name })).id;
  if (path.startsWith('collections')) {
    const { id } = await createCollection(admin, { title: name });
    await db.prisma.collection.update({ where: { id }, data: { createdBy: ownerId } });
    world.collection = id;
  }
  if (path.startsWith('tasks')) {
    await db.prisma.task.create({ data: { id: task, namespaceId, userId: ownerId, kind: 'test' } });
  }
  return world;
}

const Failures = z.object({ failed: z.array(z.object({ code: z.string() })).min(1) });
const letters: Record<string, string> = { 'auth.denied': 'd', 'not-found': 'n' };

test.each(Object.keys(calls))('%s answers each role as the matrix says', async (path) => {
  const [inputOf, others = '', own = ''] = calls[path] ?? [];
  const site = await domain.addSite();
  const admin = await site.as('admin', 'owner');
  const verdicts = { others: '', own: '' };
  for (const role of roles) {
    const authorization = await site.signIn(role, role);
    const { actor } = await domain.services.authenticator.identify(authorization);
    for (const whose of ['others', 'own'] as const) {
      const world = await addWorld(path, admin, whose === 'own' ? actor.userId : admin.actor.userId);
      const input = inputOf?.(world) ?? {};
      // A name that the rounds before have not taken.
      const named =
        'name' in input && path.startsWith('tags.') ? { ...input, name: `${role} ${whose}` } : input;
      const { data, error } = await callTrpc(handle, { path, input: named, authorization });
      const code = error?.code ?? Failures.safeParse(data).data?.failed[0]?.code;
      verdicts[whose] += code === undefined ? 'y' : (letters[code] ?? `[${code}]`);
    }
  }
  expect(verdicts).toEqual({ others, own });
});
