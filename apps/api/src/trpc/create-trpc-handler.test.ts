import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import * as z from 'zod';
import { callTrpc } from '../testing/call-trpc.ts';
import { openTestDomain, type TestDomain } from '../testing/open-test-domain.ts';
import { permissionMatrix } from '../testing/permissions/permission-matrix.ts';
import { idsOfNothing } from '../testing/permissions/permission-world.ts';
import type { ProcedurePath } from '../testing/permissions/row.ts';
import { createTrpcHandler } from './create-trpc-handler.ts';

let domain: TestDomain;
let handle: ReturnType<typeof createTrpcHandler>;
beforeAll(async () => {
  domain = await openTestDomain();
  handle = createTrpcHandler(domain.services, { parseOutputs: true });
});
afterAll(() => domain[Symbol.asyncDispose]());

const nobody = '01900000-0000-7000-8000-00000000dead';
/** The stream has its own tests. */
const paths = Object.keys(permissionMatrix).filter(
  (path): path is ProcedurePath => path in permissionMatrix && path !== 'events.stream',
);

test.each(paths)('%s without a credential answers 401 in our form', async (path) => {
  const { status, error } = await callTrpc(handle, { path });
  expect(status).toBe(401);
  expect(error).toMatchObject({ code: 'auth.required', requestId: expect.stringMatching(/\S/) });
});

test.each(paths)('%s refuses a key that it does not know', async (path) => {
  const site = await domain.addSite();
  const authorization = `Bearer ${site.apiKey}`;
  const [row] = [permissionMatrix[path]].flat();
  const { status, error } = await callTrpc(handle, {
    path,
    authorization,
    input: { ...row?.input(idsOfNothing()), isAdmin: true },
  });
  expect(status).toBe(400);
  expect(error).toMatchObject({ code: 'input.invalid' });
  expect(JSON.stringify(error?.details)).toContain('isAdmin');
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
    .spyOn(domain.services.db.lists, 'query')
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
