import { randomBytes } from 'node:crypto';
import { ApiKeyId, MediaId } from '@vitrine/schema';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '../db/new-id.ts';
import { callTrpc } from '../testing/call-trpc.ts';
import { countSlower, isHardToTell } from '../testing/count-slower.ts';
import { permissionMatrix } from '../testing/permissions/permission-matrix.ts';
import { idsOfNothing } from '../testing/permissions/permission-world.ts';
import type { Ids } from '../testing/permissions/row.ts';
import { postForm, readUploaded } from '../testing/post-form.ts';
import { startTestServer, type TestServerSite } from '../testing/start-test-server.ts';
import { createTusTestClient, uploadIdOf } from '../testing/tus-client.ts';

const server = await startTestServer();
const { origin, db } = server;
afterAll(() => server[Symbol.asyncDispose]());

/** Over the wire, like any client. */
const overHttp = (request: Request) =>
  fetch(request.url.replace('https://media.example.org', origin), {
    method: request.method,
    headers: request.headers,
    body: request.body,
    duplex: 'half',
  } as RequestInit);

async function draw(): Promise<Uint8Array<ArrayBuffer>> {
  const [r = 0, g = 0, b = 0] = randomBytes(3);
  const create = { width: 400, height: 300, channels: 3 as const, background: { r, g, b } };
  return new Uint8Array(await sharp({ create }).png().toBuffer());
}
const tusFile = (bytes: Uint8Array, more: Record<string, string> = {}) => ({
  sizeBytes: bytes.byteLength,
  metadata: { filename: 'a.png', ...more },
});

let mine: TestServerSite;
let theirs: TestServerSite;
let bytes: Uint8Array<ArrayBuffer>;
let ids: Ids;
let uploadUrl: string;
let before: unknown;

/** What jobs of the clock keep for themselves: counters, words and pictures compared. */
const KEPT_BY_JOBS = "('counter', 'counter_delta', 'vocabulary', 'lexeme', 'near_duplicate')";

/** All rows of a namespace and its people, and all its objects; without what jobs keep meanwhile. */
async function takeStock(namespaceId: string): Promise<unknown> {
  const { rows: tables } = await db.pool.query<{ name: string }>(
    `select c.table_name as name from information_schema.columns c
     join information_schema.tables t using (table_schema, table_name)
     where c.table_schema = 'public' and c.column_name = 'namespace_id' and t.table_type = 'BASE TABLE'
       and c.table_name not in ${KEPT_BY_JOBS} order by 1`,
  );
  const counted = tables.map(async ({ name }) => {
    const { rows } = await db.pool.query<{ stock: string }>(
      `select count(*) || ' ' || md5(string_agg(r.text, '' order by r.text)) as stock from "${name}" t
       cross join lateral (select (to_jsonb(t) - 'compared_phash' - 'reference_count')::text as text) r where t.namespace_id = $1`,
      [namespaceId],
    );
    return [name, rows[0]?.stock];
  });
  const namespace = await db.prisma.namespace.findUnique({ where: { id: namespaceId } });
  const people = await db.prisma.user.findMany({ where: { issuer: `namespace:${namespaceId}` } });
  return [await Promise.all(counted), namespace, people, await server.objectsOf(namespaceId)];
}

beforeAll(async () => {
  [mine, theirs] = [await server.addSite(), await server.addSite({ level: 'private' })];
  bytes = await draw();
  const media = await readUploaded(await postForm(origin, theirs.key, { filename: 'a.png', bytes }));
  const collection = await theirs.client.collections.create.mutate({ title: 'Theirs' });
  await theirs.client.collections.addItems.mutate({ id: collection.id, mediaIds: [media.id] });
  const tag = await theirs.client.tags.create.mutate({ name: 'theirs' });
  const query = { search: 'theirs' };
  const saved = await theirs.client.search.saved.create.mutate({ name: 'theirs', query, isShared: true });
  const content = { type: 'page', id: 'theirs' };
  await theirs.client.references.add.mutate({ content, mediaId: media.id });
  const { namespaceId } = theirs;
  const { user } = await theirs.client.namespaces.memberships.add.mutate({
    namespaceId,
    user: { subject: 'ada', displayName: 'Ada' },
    role: 'admin',
  });
  const [key] = await theirs.client.namespaces.keys.list.query({ namespaceId });
  const task = newId();
  await db.prisma.task.create({ data: { id: task, namespaceId, kind: 'test' } });
  const created = await createTusTestClient(origin, theirs.key).create(tusFile(bytes));
  uploadUrl = created.headers.get('location') ?? '';
  ids = {
    namespace: namespaceId,
    media: media.id,
    collection: collection.id,
    item: media.id,
    tag: tag.id,
    savedSearch: saved.id,
    task,
    upload: uploadIdOf(created),
    key: key?.id ?? '',
    member: user.id,
    ownCollection: (await mine.client.collections.create.mutate({ title: 'Mine' })).id,
    ownTag: (await mine.client.tags.create.mutate({ name: 'mine' })).id,
    unique: 'theirs',
  };
  before = await takeStock(namespaceId);
});

/** An answer without what is different each time: the ids that were asked for, the request's, a link's. */
function plain(body: unknown, asked: Ids): string {
  let text = JSON.stringify(body).replace(/"(requestId|taskId|url|expiresAt)":"[^"]*"/g, '"$1":""');
  for (const id of Object.values(asked)) text = text.replaceAll(id, 'ID');
  return text;
}

/** Calls that name something, or nothing that would be made in one's own namespace. */
const rows = Object.entries(permissionMatrix).flatMap(([path, row]) =>
  [row]
    .flat()
    .filter(({ thing }) => thing !== null || path.startsWith('references.'))
    .map((one) => ({ path, row: one })),
);
const isNotThere = /"failed":\[\{"id":"ID","code":"not-found"/;

test('ids of another namespace are answered by every procedure like ids of nothing', async () => {
  for (const authorization of [mine.key.authorization, (await mine.signIn('admin')).authorization]) {
    for (const { path, row } of rows) {
      const missing = { ...idsOfNothing(), ownCollection: ids.ownCollection, ownTag: ids.ownTag };
      const ask = async (named: Ids) => {
        const { status, body } = await callTrpc(overHttp, { path, input: row.input(named), authorization });
        return { path, status, body: plain(body, named) };
      };
      const told = await ask(ids);
      expect(told).toEqual(await ask(missing));
      if (row.thing === null || row.leavesOut) continue;
      expect({ path, status: isNotThere.test(told.body) ? 404 : told.status }).toEqual({ path, status: 404 });
    }
  }
  expect(await takeStock(theirs.namespaceId)).toEqual(before);
});

test('what is theirs is not reached through a namespace that is mine', async () => {
  const { namespaceId } = mine;
  const { namespaces, collections, media } = mine.client;
  const keyId = ApiKeyId.parse(ids.key);
  const file = await postForm(origin, mine.key, { filename: 'd.png', bytes: await draw() });
  const own = await readUploaded(file);
  const theirFile = MediaId.parse(ids.media);
  const refused = [
    () => namespaces.keys.revoke.mutate({ namespaceId, id: keyId }),
    () => namespaces.keys.rotate.mutate({ namespaceId, id: keyId }),
    () => namespaces.memberships.remove.mutate({ namespaceId, userId: ids.member }),
    () => namespaces.memberships.update.mutate({ namespaceId, userId: ids.member, role: 'viewer' }),
    () => collections.addItems.mutate({ id: ids.ownCollection, mediaIds: [ids.media] }),
    () => media.replace.mutate({ id: own.id, fromId: theirFile }),
    () => media.replaceEverywhere.mutate({ from: own.id, to: theirFile }),
    () => media.list.query({ collectionId: ids.collection }),
  ];
  for (const call of refused) await expect(call()).rejects.toMatchObject({ data: { httpStatus: 404 } });
  const byTheirTag = await mine.client.media.list.query({ tagIds: [ids.tag] });
  const byTheirPerson = await mine.client.media.list.query({ uploadedBy: ids.member });
  expect([byTheirTag.total.value, byTheirPerson.total.value]).toEqual([0, 0]);
  expect(await takeStock(theirs.namespaceId)).toEqual(before);
});

test('a batch with ids of both does what is mine and leaves what is theirs', async () => {
  const own = await readUploaded(
    await postForm(origin, mine.key, { filename: 'b.png', bytes: await draw() }),
  );
  const both = { ids: [own.id, ids.media] };
  const failed = [{ id: ids.media, code: 'not-found' }];
  expect(await mine.client.media.getMany.query(both)).toMatchObject([{ id: own.id }]);
  expect(await mine.client.media.delete.mutate(both)).toMatchObject({ succeeded: [own.id], failed });
  expect(await mine.client.media.restore.mutate(both)).toMatchObject({ succeeded: [own.id], failed });
  const mixed = mine.client.collections.addItems.mutate({ id: ids.ownCollection, mediaIds: both.ids });
  await expect(mixed).rejects.toMatchObject({ data: { httpStatus: 404 } });
  expect((await mine.client.collections.get.query({ id: ids.ownCollection })).fileCount).toBe(0);
  expect(await takeStock(theirs.namespaceId)).toEqual(before);
});

test('an upload of theirs is not there: not to read, to continue, to end, nor to begin', async () => {
  const tus = createTusTestClient(origin, mine.key);
  const answer = async (response: Response) => [
    response.status,
    (await response.text()).replace(/"requestId":"[^"]*"/, ''),
  ];
  for (const call of [
    (url: string) => tus.head(url),
    (url: string) => tus.send(url, 0, bytes),
    (url: string) => tus.remove(url),
  ]) {
    const told = await answer(await call(uploadUrl));
    expect(told[0]).toBe(404);
    expect(told).toEqual(await answer(await call(`/uploads/${newId()}`)));
  }
  const elsewhere: Record<string, string>[] = [
    { namespace: theirs.slug },
    { collection: ids.collection },
    { replaces: ids.media },
  ];
  for (const fields of elsewhere) {
    expect((await tus.create(tusFile(bytes, fields))).status).toBe(404);
    expect((await postForm(origin, mine.key, { filename: 'a.png', bytes }, fields)).status).toBe(404);
  }
  expect(await takeStock(theirs.namespaceId)).toEqual(before);
  expect(await createTusTestClient(origin, theirs.key).head(uploadUrl)).toMatchObject({ status: 200 });
});

test('the same bytes as theirs are new here: the answer tells of no other file', async () => {
  const response = await postForm(origin, mine.key, { filename: 'same.png', bytes });
  expect(response.status).toBe(201);
  expect(await readUploaded(response)).toMatchObject({ duplicateOf: null });
  expect(await takeStock(theirs.namespaceId)).toEqual(before);
});

test('a file of theirs that is not public is not there, nor are its thumbnails and pictures', async () => {
  const own = await readUploaded(
    await postForm(origin, mine.key, { filename: 'c.png', bytes: await draw() }),
  );
  const hidden = await mine.client.media.update.mutate({ id: own.id, accessLevel: 'members' });
  const original = new URL(hidden.url).searchParams.get('g');
  const pathsOf = (id: string) => [
    [`/files/${id}/a.png`, 404],
    [`/files/${id}@1/a.png`, 404],
    [`/files/${id}@1/a.png?g=${original}`, 403],
    [`/files/${id}@1/a.png?g=x`, 403],
    [`/i/-/small/${id}@1.webp`, 404],
    [`/i/${hidden.grant}/small/${id}@1.webp`, 403],
    [`/i/-/w_640/${id}@1.webp`, 404],
    [`/i/${hidden.grant}/w_640/${id}@1.webp`, 403],
    [`/i/-/w_641/${id}@1.webp`, 404],
    [`/i/${hidden.grant}/w_641/${id}@1.webp`, 403],
  ];
  const ask = async (path: string) => {
    const response = await fetch(origin + path, { headers: mine.key });
    return [response.status, (await response.text()).replace(/"requestId":"[^"]*"/, '')];
  };
  const missing = pathsOf(newId());
  for (const [index, [path, status]] of pathsOf(ids.media).entries()) {
    const told = await ask(String(path));
    expect([path, told[0]]).toEqual([path, status]);
    expect([path, ...told]).toEqual([path, ...(await ask(String(missing[index]?.[0])))]);
  }
  expect(await takeStock(theirs.namespaceId)).toEqual(before);
});

test('a file of theirs is missing as fast as one that never was', async () => {
  const own = await readUploaded(
    await postForm(origin, mine.key, { filename: 'c.png', bytes: await draw() }),
  );
  const { url, grant } = await mine.client.media.update.mutate({ id: own.id, accessLevel: 'members' });
  const paths: ((id: string) => string)[] = [
    (id) => `/files/${id}/a.png`,
    (id) => `/files/${id}@1/a.png${new URL(url).search}`,
    (id) => `/i/-/small/${id}@1.webp`,
    (id) => `/i/${grant}/small/${id}@1.webp`,
  ];
  for (const path of paths) {
    const look = (id: string) => async () => (await fetch(origin + path(id))).text();
    const slower = await countSlower(300, look(ids.media), look(newId()));
    expect.soft(slower, path('')).toSatisfy(isHardToTell(300));
  }
});
