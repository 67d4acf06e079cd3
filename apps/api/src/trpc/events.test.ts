import { serve } from '@hono/node-server';
import { createMediaClient } from '@vitrine/client';
import type { EventType, LibraryEvent } from '@vitrine/schema';
import { Hono } from 'hono';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { streamEvents } from '../domain/events/stream-events.ts';
import { deleteMedia } from '../domain/media/delete-media.ts';
import { restoreMedia } from '../domain/media/restore-media.ts';
import { updateMedia } from '../domain/media/update-media.ts';
import { revokeKey } from '../domain/namespaces/revoke-key.ts';
import type { Scope } from '../domain/scope.ts';
import { createTag } from '../domain/tags/create-tag.ts';
import { beginUpload } from '../domain/uploads/begin-upload.ts';
import { finishUpload } from '../domain/uploads/finish-upload.ts';
import { parseObjectKey } from '../storage/object-keys.ts';
import { addMedia } from '../testing/add-media.ts';
import { openTestDomain, type TestDomain } from '../testing/open-test-domain.ts';
import { createTrpcHandler } from './create-trpc-handler.ts';

let domain: TestDomain;
let origin: string;
let server: ReturnType<typeof serve>;
beforeAll(async () => {
  domain = await openTestDomain();
  const handle = createTrpcHandler(domain.services, { parseOutputs: true });
  const app = new Hono().all('/trpc/*', (c) => handle(c.req.raw, { requestId: 'test' }));
  origin = await new Promise((resolve) => {
    server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, ({ port }) =>
      resolve(`http://127.0.0.1:${port}`),
    );
  });
});
afterAll(async () => {
  await new Promise((resolve) => {
    server.close(resolve);
    if ('closeAllConnections' in server) server.closeAllConnections();
  });
  await domain[Symbol.asyncDispose]();
});

interface Heard {
  id: string;
  data: LibraryEvent;
}

/** A stream over HTTP, as a browser has it; ready once the server has it. */
async function listen(authorization: string, input: { lastEventId?: string; topics?: EventType[] } = {}) {
  const heard: Heard[] = [];
  const ends: unknown[] = [];
  const client = createMediaClient({
    endpoint: origin,
    getToken: async () => ({ token: authorization.replace('Bearer ', '') }),
  });
  const started = Promise.withResolvers<void>();
  const subscription = client.events.stream.subscribe(input, {
    onStarted: () => started.resolve(),
    onData: (event) => heard.push(event),
    onError: (error) => ends.push(error),
    onComplete: () => ends.push('complete'),
  });
  await started.promise;
  return { heard, ends, stop: () => subscription.unsubscribe() };
}

const rename = (scope: Scope, id: string, title: string) =>
  updateMedia(scope, { id: id as Parameters<typeof updateMedia>[1]['id'], title });

test('a stream tells what happens in its namespace, in order, and nothing of another', async () => {
  const [site, other] = [await domain.addSite(), await domain.addSite()];
  const scope = await site.as('editor');
  const { id } = await addMedia(domain.services.db, site.namespaceId);
  const foreign = await addMedia(domain.services.db, other.namespaceId);
  const stream = await listen(await site.signIn('viewer'));
  await rename(await other.as('editor'), foreign.id, 'foreign');
  await rename(scope, id, 'mine');
  await deleteMedia(scope, { ids: [id] });
  await restoreMedia(scope, { ids: [id] });
  await createTag(scope, { name: 'new' });
  const types = () => stream.heard.map(({ data }) => data.type);
  await expect.poll(types).toEqual(['media.updated', 'media.trashed', 'media.restored', 'tag.changed']);
  expect(stream.heard[0]?.data.ids).toEqual([id]);
  stream.stop();
});

test('a file of a level that one may not see is not named', async () => {
  const site = await domain.addSite();
  const admin = await site.as('admin');
  const { db } = domain.services;
  const hidden = await addMedia(db, site.namespaceId, { accessLevel: 'private' });
  const open = await addMedia(db, site.namespaceId);
  const stream = await listen(await site.signIn('editor'));
  await rename(admin, hidden.id, 'hidden');
  await deleteMedia(admin, { ids: [hidden.id, open.id] });
  await expect.poll(() => stream.heard).toHaveLength(1);
  expect(stream.heard[0]?.data).toMatchObject({ type: 'media.trashed', ids: [open.id] });
  stream.stop();
});

test('who loses sight of a file is told, who never saw it is not', async () => {
  const site = await domain.addSite();
  const admin = await site.as('admin');
  const { db } = domain.services;
  const add = async (accessLevel: string) =>
    (await addMedia(db, site.namespaceId, { accessLevel })).id as Parameters<typeof updateMedia>[1]['id'];
  const [open, staff] = [await add('members'), await add('staff')];
  const stream = await listen(await site.signIn('viewer'));
  await updateMedia(admin, { id: staff, accessLevel: 'private' });
  await updateMedia(admin, { id: open, accessLevel: 'private' });
  await expect.poll(() => stream.heard).toHaveLength(1);
  expect(stream.heard[0]?.data).toMatchObject({ type: 'media.withdrawn', ids: [open] });
  stream.stop();
});

test('who comes back with the last id is told what was missed', async () => {
  const site = await domain.addSite();
  const scope = await site.as('editor');
  const { id } = await addMedia(domain.services.db, site.namespaceId);
  const authorization = await site.signIn('viewer');
  const first = await listen(authorization);
  await rename(scope, id, 'one');
  await expect.poll(() => first.heard).toHaveLength(1);
  first.stop();
  await rename(scope, id, 'two');
  await createTag(scope, { name: 'missed' });
  const second = await listen(authorization, { lastEventId: first.heard[0]?.id ?? '' });
  await expect
    .poll(() => second.heard.map(({ data }) => data.type))
    .toEqual(['media.updated', 'tag.changed']);
  expect(second.heard[0]?.id).not.toBe(first.heard[0]?.id);
  second.stop();
});

test('the end of an upload is told to whoever made it, and to nobody else but admins', async () => {
  const site = await domain.addSite();
  const [owner, ...others] = [
    await listen(await site.signIn('contributor', 'ann'), { topics: ['upload.changed'] }),
    await listen(await site.signIn('editor'), { topics: ['upload.changed'] }),
    await listen(await site.signIn('admin'), { topics: ['upload.changed'] }),
  ];
  const scope = await site.as('contributor', 'ann');
  const uploadId = scope.newId();
  const announced = { uploadId, filename: 'a.txt', declaredMimeType: null, sizeBytes: 5, fields: [] };
  await beginUpload(scope, announced);
  const { quarantineKey } = await domain.services.db.prisma.upload.findUniqueOrThrow({
    where: { id: uploadId },
  });
  await scope.storage.put(parseObjectKey(quarantineKey), Buffer.from('words'), { maxBytes: 5 });
  await finishUpload(scope, uploadId);
  await expect.poll(() => owner.heard.map(({ data }) => data.ids)).toEqual([[uploadId]]);
  await expect.poll(() => others.map(({ heard }) => heard.length)).toEqual([0, 1]);
  for (const stream of [owner, ...others]) stream.stop();
});

test('a stream ends when its key is revoked, and the token opens no other', async () => {
  const site = await domain.addSite();
  const authorization = await site.signIn('viewer');
  const { authenticator } = domain.services;
  const recheck = async () => (await authenticator.identify(authorization)).actor;
  const events = streamEvents(await site.as('viewer'), {}, { signal: undefined, recheck, recheckMs: 20 });
  const next = events.next();
  await revokeKey(await site.as('admin'), { namespaceId: site.namespaceId, id: site.keyId });
  await expect(next).rejects.toMatchObject({ code: 'auth.required' });
  const response = await fetch(`${origin}/trpc/events.stream?input=%7B%7D`, { headers: { authorization } });
  expect(response.status).toBe(401);
});

test('a stream without a token is refused', async () => {
  const response = await fetch(`${origin}/trpc/events.stream?input=%7B%7D`, {
    headers: { accept: 'text/event-stream' },
  });
  expect(response.status).toBe(401);
});

test('a lost database connection is made again, and what happened meanwhile is told', async () => {
  const site = await domain.addSite();
  const scope = await site.as('editor');
  const { id } = await addMedia(domain.services.db, site.namespaceId);
  const stream = await listen(await site.signIn('viewer'));
  const { pool, url } = domain.services.db;
  const { default: pg } = await import('pg');
  const admin = new pg.Client({ connectionString: url });
  await admin.connect();
  await admin.query(
    "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'vitrine events' and datname = current_database()",
  );
  await admin.end();
  await rename(scope, id, 'while away');
  await expect.poll(() => stream.heard.length, { timeout: 10_000 }).toBeGreaterThan(0);
  expect(stream.heard[0]?.data).toMatchObject({ type: 'media.updated', ids: [id] });
  expect(pool.ended).toBe(false);
  stream.stop();
});
