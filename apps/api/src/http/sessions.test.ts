import { afterAll, expect, test } from 'vitest';
import * as z from 'zod';
import { hashSecret } from '../domain/identity/make-api-key.ts';
import { postForm } from '../testing/post-form.ts';
import { startTestServer, type TestServerSite } from '../testing/start-test-server.ts';
import { createTusTestClient } from '../testing/tus-client.ts';

const server = await startTestServer();
const { origin, db } = server;
afterAll(() => server[Symbol.asyncDispose]());

type Sent = Record<string, string>;
const ownPage = { origin, 'x-vitrine': '1' };

const exchange = (headers: Sent, at = origin) =>
  fetch(`${at}/auth/session`, { method: 'POST', headers: { ...ownPage, ...headers } });

/** The cookie of a person, as a browser sends it back. */
async function open(site: TestServerSite, role: 'viewer' | 'editor' | 'admin' = 'editor', person = 'ada') {
  const response = await exchange(await site.signIn(role, person));
  expect(response.status).toBe(201);
  const [cookie = ''] = (response.headers.get('set-cookie') ?? '').split(';');
  return { cookie };
}

/** Asks who one is, by POST as the kit does. */
async function me(headers: Sent) {
  const response = await fetch(`${origin}/trpc/session.me`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: '{}',
  });
  const answer = z
    .object({ result: z.object({ data: z.object({ role: z.string().nullable() }) }).optional() })
    .parse(await response.json());
  return { status: response.status, role: answer.result?.data.role };
}

test('a token becomes a cookie that no script reads and no other site sends', async () => {
  const site = await server.addSite();
  const response = await exchange(await site.signIn('editor'));
  expect(response.status).toBe(201);
  expect(response.headers.get('cache-control')).toBe('no-store');
  const cookie = response.headers.get('set-cookie') ?? '';
  expect(cookie).toMatch(
    /^vitrine-session=[A-Za-z0-9_-]{43}; Path=\/; Expires=[^;]+; HttpOnly; SameSite=Lax$/,
  );
  const { expiresAt } = z.object({ expiresAt: z.iso.datetime() }).parse(await response.json());
  const hours = (Date.parse(expiresAt) - Date.now()) / 3_600_000;
  expect(hours).toBeGreaterThan(7.9);
  expect(hours).toBeLessThan(8.1);

  const secret = cookie.slice(cookie.indexOf('=') + 1, cookie.indexOf(';'));
  const where = { namespaceId: site.namespaceId };
  const [row] = await db.prisma.session.findMany({ where });
  expect(JSON.stringify(row)).not.toContain(secret);
  expect(row?.secretSha256).toBe(hashSecret(Buffer.from(secret, 'base64url')));
  const actions = await db.prisma.auditEntry.findMany({ where: { ...where, entity: 'session' } });
  expect(actions).toMatchObject([{ action: 'session.opened', entityId: row?.id, actorId: row?.userId }]);
});

test('over HTTPS the cookie is bound to the host by its name', async () => {
  await using secured = await startTestServer({ PUBLIC_URL: 'https://media.example.org' });
  const at = `http://localhost:${secured.port}`;
  const person = await (await secured.addSite()).signIn('editor');
  const response = await exchange({ ...person, origin: 'https://media.example.org' }, at);
  expect(response.headers.get('set-cookie')).toMatch(
    /^__Host-vitrine-session=[^;]+; Path=\/; Expires=[^;]+; HttpOnly; Secure; SameSite=Lax$/,
  );
  expect((await exchange({ ...person, origin: at }, at)).status).toBe(403);
});

test('a session stands for its person at every door', async () => {
  const site = await server.addSite();
  const session = { ...ownPage, ...(await open(site)) };
  expect(await me(session)).toEqual({ status: 200, role: 'editor' });
  const bytes = new Uint8Array(Buffer.from(`a text ${site.slug}`));
  expect((await postForm(origin, session, { filename: 'a.txt', bytes })).status).toBe(201);
  const tus = createTusTestClient(origin, session);
  const created = await tus.create({ sizeBytes: 5, metadata: { filename: 'b.txt' } });
  expect(created.status).toBe(201);

  // A page that only reads from its own origin names none.
  const { origin: _, ...reading } = session;
  const url = created.headers.get('location') ?? '';
  const head = (more: Sent) => createTusTestClient(origin, { ...reading, ...more }).head(url);
  expect((await head({ 'sec-fetch-site': 'same-origin' })).status).toBe(200);
  expect((await head({ 'sec-fetch-site': 'same-site' })).status).toBe(401);
  expect((await head({})).status).toBe(401);

  const { items } = await site.client.media.list.query({});
  expect(items).toMatchObject([{ uploadedBy: { displayName: 'A person' } }]);
});

test('a request of another page is one without a session', async () => {
  const site = await server.addSite();
  const cookie = await open(site);
  const forged: Sent[] = [
    {},
    { origin },
    { 'x-vitrine': '1' },
    { origin, 'x-vitrine': '0' },
    { origin: 'https://evil.example', 'x-vitrine': '1' },
    { origin: `${origin}.evil.example`, 'x-vitrine': '1' },
    { origin: 'null', 'x-vitrine': '1' },
  ];
  for (const headers of forged) expect((await me({ ...cookie, ...headers })).status).toBe(401);
});

test('no other origin opens or ends a session, also one that may call the rest', async () => {
  const site = await server.addSite({ origins: ['https://cms.example.org'] });
  const person = await site.signIn('editor');
  const elsewhere: Sent[] = [{ origin: 'https://cms.example.org' }, { 'x-vitrine': '' }];
  for (const headers of elsewhere) {
    const response = await exchange({ ...person, ...headers });
    expect(response.status).toBe(403);
    expect(response.headers.get('set-cookie')).toBeNull();
    expect(response.headers.get('access-control-allow-origin')).toBeNull();
  }
  const preflight = await fetch(`${origin}/auth/session`, {
    method: 'OPTIONS',
    headers: { origin: 'https://cms.example.org', 'access-control-request-method': 'POST' },
  });
  expect(preflight.headers.get('access-control-allow-origin')).toBeNull();
  const cookie = await open(site);
  const ended = await fetch(`${origin}/auth/session`, { method: 'DELETE', headers: cookie });
  expect(ended.status).toBe(403);
  expect((await me({ ...ownPage, ...cookie })).status).toBe(200);
});

test('a key, a session and nothing are no tokens of a person', async () => {
  const site = await server.addSite();
  expect((await exchange(site.key)).status).toBe(403);
  expect((await exchange({})).status).toBe(401);
  expect((await exchange(await open(site))).status).toBe(401);
});

test('a bearer wins: the cookie beside it is not looked at', async () => {
  const site = await server.addSite();
  const both = { ...ownPage, ...(await open(site, 'editor')) };
  expect(await me({ ...both, ...(await site.signIn('viewer', 'eve')) })).toEqual({
    status: 200,
    role: 'viewer',
  });
  expect((await me({ ...both, authorization: 'Bearer a.b.c' })).status).toBe(401);
  expect((await me({ ...both, authorization: 'Basic x' })).status).toBe(401);
});

test('a session ends when its person signs out, and the one before when a new one begins', async () => {
  const site = await server.addSite();
  const first = { ...ownPage, ...(await open(site)) };
  const again = await exchange({ ...first, ...(await site.signIn('editor', 'ada')) });
  const second = { ...ownPage, cookie: again.headers.get('set-cookie')?.split(';')[0] ?? '' };
  expect([(await me(first)).status, (await me(second)).status]).toEqual([401, 200]);
  const ended = await fetch(`${origin}/auth/session`, { method: 'DELETE', headers: second });
  expect(ended.status).toBe(204);
  expect(ended.headers.get('set-cookie')).toMatch(/^vitrine-session=; Max-Age=0; Path=\//);
  expect((await me(second)).status).toBe(401);
  expect(await db.prisma.session.count({ where: { namespaceId: site.namespaceId } })).toBe(0);
});

test('a session is no more than its key, its person and its time', async () => {
  const site = await server.addSite();
  const { namespaceId } = site;
  const { client } = site;
  const session = { ...ownPage, ...(await open(site, 'admin')) };
  expect(await me(session)).toEqual({ status: 200, role: 'admin' });
  const { items } = await client.namespaces.memberships.list.query({ namespaceId: namespaceId as never });
  const member = { namespaceId: namespaceId as never, userId: items[0]?.user.id as never };
  await client.namespaces.memberships.update.mutate({ ...member, role: 'viewer' });
  expect(await me(session)).toEqual({ status: 200, role: 'viewer' });
  const input = encodeURIComponent('{}');
  const headers = { ...session, accept: 'text/event-stream' };
  const stream = (await fetch(`${origin}/trpc/events.stream?input=${input}`, { headers })).body?.getReader();
  expect((await stream?.read())?.done).toBe(false);
  await client.namespaces.memberships.remove.mutate(member);
  expect((await me(session)).status).toBe(401);
  // Told at once, not at the next look: or this would wait for twenty seconds.
  for (let read = await stream?.read(); read?.done === false; read = await stream?.read());

  const other = { ...ownPage, ...(await open(site, 'editor', 'grace')) };
  await db.prisma.session.updateMany({ where: { namespaceId }, data: { expiresAt: new Date() } });
  await expect.poll(async () => (await me(other)).status, { timeout: 3000 }).toBe(401);

  const third = { ...ownPage, ...(await open(site, 'editor', 'alan')) };
  const [key] = await client.namespaces.keys.list.query({ namespaceId: namespaceId as never });
  await client.namespaces.keys.revoke.mutate({ namespaceId: namespaceId as never, id: key?.id as never });
  expect((await me(third)).status).toBe(401);
  expect(await db.prisma.session.count({ where: { namespaceId } })).toBe(0);
});
