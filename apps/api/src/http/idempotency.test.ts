import { afterAll, expect, test } from 'vitest';
import { runOnce } from '../domain/idempotency/run-once.ts';
import { sweepRequests } from '../domain/idempotency/sweep-requests.ts';
import { drawQuarters } from '../processing/draw-fixtures.ts';
import { openTestDomain } from '../testing/open-test-domain.ts';
import { postForm, readOutcomes, readRefusal, readUploaded } from '../testing/post-form.ts';
import { startTestServer } from '../testing/start-test-server.ts';

const server = await startTestServer();
const domain = await openTestDomain();
const { origin, db } = server;
afterAll(async () => {
  await server[Symbol.asyncDispose]();
  await domain[Symbol.asyncDispose]();
});

const picture = async (width = 300) => new Uint8Array(await drawQuarters(width, 200).png().toBuffer());
const twice = { onDuplicate: 'keep-both' };

test('a form that comes again with its key is answered the same; without one it makes a second file', async () => {
  const site = await server.addSite();
  const file = { filename: 'a.png', bytes: await picture() };
  const headers = { ...site.key, 'idempotency-key': 'order-1' };
  const first = await postForm(origin, headers, file, twice);
  const again = await postForm(origin, headers, file, twice);
  expect([first.status, again.status]).toEqual([201, 201]);
  expect((await readUploaded(again)).uploadId).toBe((await readUploaded(first)).uploadId);
  expect((await postForm(origin, site.key, file, twice)).status).toBe(201);
  expect(await db.prisma.media.count({ where: { namespaceId: site.namespaceId } })).toBe(2);
  expect(await server.objectsOf(site.namespaceId)).toHaveLength(1 + 2);
});

test('of ten at once with one key, one makes the file and all are answered with it', async () => {
  const site = await server.addSite();
  const file = { filename: 'a.png', bytes: await picture() };
  const headers = { ...site.key, 'idempotency-key': 'at-once' };
  const answers = await Promise.all(Array.from({ length: 10 }, () => postForm(origin, headers, file, twice)));
  const media = await Promise.all(answers.map(readUploaded));
  expect(new Set(media.map(({ id }) => id)).size).toBe(1);
  expect(await db.prisma.media.count({ where: { namespaceId: site.namespaceId } })).toBe(1);
  expect(await server.objectsOf(site.namespaceId)).toHaveLength(1 + 2);
});

test('a key stands for its request alone, and only for whoever chose it', async () => {
  const site = await server.addSite();
  const [bytes, others] = [await picture(), await picture(310)];
  const headers = { ...site.key, 'idempotency-key': 'mine' };
  await readUploaded(await postForm(origin, headers, { filename: 'a.png', bytes }));
  for (const [file, fields] of [
    [{ filename: 'a.png', bytes: others }, {}],
    [{ filename: 'b.png', bytes }, {}],
    [{ filename: 'a.png', bytes }, { title: 'Else' }],
  ] as const) {
    const refusal = await readRefusal(await postForm(origin, headers, file, fields));
    expect(refusal).toMatchObject({ status: 409, code: 'conflict', details: { reason: 'key-reused' } });
  }
  const person = { ...(await site.signIn('contributor')), 'idempotency-key': 'mine' };
  expect((await postForm(origin, person, { filename: 'a.png', bytes: others })).status).toBe(201);
  const bad = { ...site.key, 'idempotency-key': 'x'.repeat(256) };
  expect(await readRefusal(await postForm(origin, bad, { filename: 'a.png', bytes }))).toMatchObject({
    code: 'input.invalid',
  });
  expect(await server.objectsOf(site.namespaceId)).toHaveLength(2 * (1 + 2));
});

test('outcomes of several files, refusals among them, come again as they were', async () => {
  const site = await server.addSite();
  const parts = [
    { filename: 'a.png', bytes: await picture() },
    { filename: 'b.png', bytes: 'no picture' },
  ];
  const headers = { ...site.key, 'idempotency-key': 'two' };
  const outcomesOf = async () =>
    (await readOutcomes(await postForm(origin, headers, parts, twice))).map((outcome) =>
      outcome.ok ? outcome.media.id : outcome.error.code,
    );
  expect(await outcomesOf()).toEqual(await outcomesOf());
  expect(await db.prisma.media.count({ where: { namespaceId: site.namespaceId } })).toBe(1);
});

test('an import that is asked for again is the same import', async () => {
  const site = await server.addSite();
  const begin = async (path: string) => {
    const response = await fetch(`${origin}/trpc/uploads.importFromUrl`, {
      method: 'POST',
      headers: { ...site.key, 'content-type': 'application/json', 'idempotency-key': 'import-1' },
      body: JSON.stringify({ url: `http://127.0.0.1/${path}` }),
    });
    return { status: response.status, body: await response.json() };
  };
  const [one, two] = await Promise.all([begin('a'), begin('a')]);
  expect(one).toEqual(two);
  expect(await db.prisma.task.count({ where: { namespaceId: site.namespaceId } })).toBe(1);
  expect((await begin('b')).status).toBe(409);
});

test('after a crash the next one goes on under the same ids; a day later a key is free', async () => {
  const scope = await (await domain.addSite()).asKey();
  const at = (minutes: number) => ({ ...scope, now: () => new Date(Date.now() + minutes * 60_000) });
  const newIds = () => [scope.newId()];
  const again = () => Promise.reject(new Error('nothing was done'));
  const seen: string[] = [];
  const first = (ids: readonly string[]) => {
    seen.push(ids[0] ?? '');
    return Promise.resolve('done');
  };
  const crash = (ids: readonly string[]) => {
    seen.push(ids[0] ?? '');
    return Promise.reject(new Error('connection lost'));
  };
  const request = { key: 'k', content: 'same' };
  await expect(runOnce(scope, { ...request, newIds: newIds() }, { first: crash, again })).rejects.toThrow(
    'lost',
  );
  expect(await runOnce(scope, { ...request, newIds: newIds() }, { first, again: first })).toBe('done');
  expect(seen[1]).toBe(seen[0]);
  const nextDay = at(24 * 60 + 1);
  expect(await runOnce(nextDay, { key: 'k', content: 'other', newIds: newIds() }, { first, again })).toBe(
    'done',
  );
  expect(seen[2]).not.toBe(seen[0]);
  expect(await sweepRequests(scope)).toBe(0);
  expect(await sweepRequests(at(2 * (24 * 60 + 1)))).toBe(1);
});
