import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createMediaClient, uploadFile } from '@vitrine/client';
import { type UploadPlan, WireError } from '@vitrine/schema';
import { afterAll, expect, test } from 'vitest';
import * as z from 'zod';
import { sweepUploads } from '../domain/uploads/sweep-uploads.ts';
import { drawNoise } from '../processing/draw-fixtures.ts';
import { type DoorVerdict, describeDoor, doorCapBytes, type SendThrough } from '../testing/describe-door.ts';
import { describeDoorRules } from '../testing/describe-door-rules.ts';
import { postForm } from '../testing/post-form.ts';
import { makeBucket, startS3Server } from '../testing/start-s3-server.ts';
import { startTestServer, type TestServerSite } from '../testing/start-test-server.ts';
import { createTusTestClient } from '../testing/tus-client.ts';

const s3 = await startS3Server();
const temporaryDir = await mkdtemp(path.join(tmpdir(), 'vitrine-direct-'));
const { bucket, credentials } = await makeBucket(s3.endpoint, { temporaryDir });
const bucketVariables = {
  STORAGE_DRIVER: 's3',
  AWS_STORAGE_BUCKET_NAME: bucket,
  AWS_S3_ENDPOINT_URL: s3.endpoint,
  AWS_ACCESS_KEY_ID: credentials?.accessKeyId ?? '',
  AWS_SECRET_ACCESS_KEY: credentials?.secretAccessKey ?? '',
};
const [server, roomy] = await Promise.all([
  startTestServer({ ...bucketVariables, MAX_FILE_SIZE: String(doorCapBytes) }),
  startTestServer(bucketVariables),
]);
const { db } = server;
afterAll(async () => {
  await Promise.all([server[Symbol.asyncDispose](), roomy[Symbol.asyncDispose]()]);
  await s3.close();
  await rm(temporaryDir, { recursive: true });
});

type Bytes = Uint8Array<ArrayBuffer>;
type PlanOf<Transport> = Extract<UploadPlan, { transport: Transport }>;

const sha256 = (bytes: Bytes) => createHash('sha256').update(bytes).digest('hex');
const jpeg = async () => new Uint8Array(await (await drawNoise(300, 200)).jpeg().toBuffer());
const announce = (filename: string, bytes: Bytes) => ({
  filename,
  sizeBytes: bytes.byteLength,
  sha256: sha256(bytes),
});
const Refused = z.object({ data: z.object({ vitrine: WireError }) });
const codeOf = (error: unknown) => Refused.parse(error).data.vitrine.code;

async function beginPut({ client }: TestServerSite, filename: string, bytes: Bytes) {
  const plan = await client.uploads.begin.mutate(announce(filename, bytes));
  expect(plan.transport).toBe('put');
  return plan as PlanOf<'put'>;
}

async function put({ request }: { request: PlanOf<'put'>['request'] }, bytes: Bytes): Promise<void> {
  const { url, method, headers } = request;
  expect((await fetch(url, { method, headers, body: bytes })).status).toBe(200);
}

const usageOf = (namespaceId: string) =>
  db.prisma.namespaceUsage.findUniqueOrThrow({ where: { namespaceId } });

const send: SendThrough = async (site, { filename, bytes, fields }) => {
  const { uploads, media } = site.client;
  const verdictOf = async (id: string): Promise<DoorVerdict> => {
    const { damaged } = await media.get.query({ id });
    return { mediaId: id, damaged };
  };
  try {
    const plan = await uploads.begin.mutate({ ...announce(filename, bytes), ...(fields && { fields }) });
    if (plan.transport === 'none') return await verdictOf(plan.media.id);
    if (plan.transport !== 'put') return { code: plan.transport };
    await put(plan, bytes);
    const upload = await uploads.complete.mutate({ id: plan.uploadId });
    return await verdictOf(upload.media?.id ?? '');
  } catch (error) {
    return { code: codeOf(error) };
  }
};
describeDoor('straight to the bucket', server, send);
describeDoorRules('straight to the bucket', server, send);

test('a file in parts is put together, hashed and becomes a file', async () => {
  const site = await roomy.addSite();
  const bytes = new Uint8Array(Buffer.alloc(17 * 1024 * 1024, 'words and lines\n'));
  const { uploads } = site.client;
  const plan = await uploads.begin.mutate(announce('long.txt', bytes));
  expect(plan).toMatchObject({ transport: 'parts', partBytes: 8 * 1024 * 1024, partCount: 3 });
  const { uploadId: id, partBytes, partCount } = plan as PlanOf<'parts'>;
  const early = await uploads.complete.mutate({ id }).catch(codeOf);
  expect(early).toBe('conflict');
  expect(await uploads.signParts.mutate({ id, partNumbers: [4] }).catch(codeOf)).toBe('input.invalid');
  const partNumbers = Array.from({ length: partCount }, (_, index) => index + 1);
  for (const { partNumber, request } of await uploads.signParts.mutate({ id, partNumbers })) {
    await put({ request }, bytes.subarray((partNumber - 1) * partBytes, partNumber * partBytes));
  }
  for (const _time of ['first', 'again']) {
    const { state, media } = await uploads.complete.mutate({ id });
    expect([state, media?.hash]).toEqual(['done', sha256(bytes)]);
  }
  expect(await roomy.objectsOf(site.namespaceId)).toHaveLength(1);
});

test('bytes that are not those announced are refused, also where the bucket took them', async () => {
  const site = await server.addSite();
  const [announced, others] = await Promise.all([jpeg(), jpeg()]);
  const plan = await beginPut(site, 'a.jpg', announced);
  const { url, method } = plan.request;
  // This bucket checks a hash that is sent, but not that it was signed.
  expect((await fetch(url, { method, body: others })).status).toBe(200);
  const { uploads } = site.client;
  expect(await uploads.complete.mutate({ id: plan.uploadId }).catch(codeOf)).toBe('upload.hash-mismatch');
  expect(await server.objectsOf(site.namespaceId)).toEqual([]);
  expect(await usageOf(site.namespaceId)).toMatchObject({ usedBytes: 0n, reservedBytes: 0n });
});

test('what is sent again after it was completed changes nothing', async () => {
  const site = await server.addSite();
  const bytes = await jpeg();
  const plan = await beginPut(site, 'a.jpg', bytes);
  await put(plan, bytes);
  const { uploads } = site.client;
  const [one, two] = await Promise.all([
    uploads.complete.mutate({ id: plan.uploadId }),
    uploads.complete.mutate({ id: plan.uploadId }),
  ]);
  expect([one.state, two.state]).toContain('done');
  await fetch(plan.request.url, { method: 'PUT', body: await jpeg() });
  const { media } = await uploads.complete.mutate({ id: plan.uploadId });
  const served = await fetch(media?.url ?? '');
  expect(sha256(new Uint8Array(await served.arrayBuffer()))).toBe(sha256(bytes));
  expect(await db.prisma.media.count({ where: { namespaceId: site.namespaceId } })).toBe(1);
});

test('bytes that the library has need not be sent, where their name fits and their file may be seen', async () => {
  const site = await server.addSite();
  const bytes = await jpeg();
  const plan = await beginPut(site, 'a.jpg', bytes);
  await put(plan, bytes);
  const { media: first } = await site.client.uploads.complete.mutate({ id: plan.uploadId });
  const { uploads } = site.client;
  const again = await uploads.begin.mutate(announce('b.jpg', bytes));
  expect(again).toMatchObject({ transport: 'none', media: { id: first?.id } });
  expect(await uploads.begin.mutate(announce('b.png', bytes)).catch(codeOf)).toBe('upload.extension-refused');
  const kept = await uploads.keepBoth.mutate({ id: (again as PlanOf<'none'>).uploadId });
  expect(kept).toMatchObject({ title: 'B', hash: first?.hash });
  // Elsewhere the same hash tells nothing.
  const other = await server.addSite();
  expect((await other.client.uploads.begin.mutate(announce('a.jpg', bytes))).transport).toBe('put');
});

test('an upload that is given up or never completed leaves nothing in the bucket and holds no room', async () => {
  const site = await roomy.addSite({ quotaBytes: 200_000_000n });
  const { namespaceId } = site;
  const { uploads } = site.client;
  const bytes = await jpeg();
  const large = { filename: 'a.txt', sizeBytes: 80_000_000, sha256: sha256(bytes) };
  const sent = await beginPut(site, 'a.jpg', bytes);
  await put(sent, bytes);
  const parts = await uploads.begin.mutate(large);
  const { uploadId } = parts as PlanOf<'parts'>;
  const [part] = await uploads.signParts.mutate({ id: uploadId, partNumbers: [1] });
  if (part) await put(part, new Uint8Array(part.sizeBytes));
  const aborted = (await uploads.begin.mutate(large)) as PlanOf<'parts'>;
  expect(await uploads.begin.mutate(large).catch(codeOf)).toBe('quota.exceeded');
  await uploads.abort.mutate({ id: aborted.uploadId });
  expect(await roomy.objectsOf(namespaceId)).toHaveLength(2);

  const { services } = roomy;
  const later = { ...services, now: () => new Date(Date.now() + 25 * 60 * 60 * 1000) };
  await sweepUploads(later, 'test');
  expect(await roomy.objectsOf(namespaceId)).toEqual([]);
  const usage = await roomy.db.prisma.namespaceUsage.findUnique({ where: { namespaceId } });
  expect(usage).toMatchObject({ usedBytes: 0n, reservedBytes: 0n });
  expect(await uploads.signParts.mutate({ id: uploadId, partNumbers: [1] }).catch(codeOf)).toBe('conflict');
});

test('the quota holds when fifty uploads come through all doors at once', async () => {
  const quotaBytes = 200_000;
  const site = await server.addSite({ quotaBytes: BigInt(quotaBytes) });
  const { uploads } = site.client;
  const tus = createTusTestClient(server.origin, site.key);
  const doors = [
    (filename: string, bytes: Bytes) => postForm(server.origin, site.key, { filename, bytes }),
    (filename: string, bytes: Bytes) => tus.upload(bytes, { filename }),
    async (filename: string, bytes: Bytes) => {
      const plan = await uploads.begin.mutate(announce(filename, bytes)).catch(codeOf);
      if (typeof plan === 'string') return expect(plan).toBe('quota.exceeded');
      await put(plan as PlanOf<'put'>, bytes);
      return uploads.complete.mutate({ id: (plan as PlanOf<'put'>).uploadId });
    },
  ];
  await Promise.all(
    Array.from({ length: 50 }, async (_, index) => {
      const bytes = new Uint8Array(Buffer.from(String(index).padEnd(20_000, '.')));
      await doors[index % doors.length]?.(`${index}.txt`, bytes);
    }),
  );
  expect(await usageOf(site.namespaceId)).toMatchObject({ usedBytes: BigInt(quotaBytes), reservedBytes: 0n });
  expect(await server.objectsOf(site.namespaceId)).toHaveLength(10);
}, 60_000);

test('an upload of another namespace or person can not be signed, completed or written by tus', async () => {
  const [site, other] = [await server.addSite(), await server.addSite()];
  const bytes = await jpeg();
  const { uploadId: id } = await beginPut(site, 'a.jpg', bytes);
  const person = createMediaClient({
    endpoint: server.origin,
    getToken: async () => ({ token: (await site.signIn('editor')).authorization.replace('Bearer ', '') }),
  });
  for (const { uploads } of [other.client, person]) {
    expect(await uploads.complete.mutate({ id }).catch(codeOf)).toBe('not-found');
    expect(await uploads.signParts.mutate({ id, partNumbers: [1] }).catch(codeOf)).toBe('not-found');
    expect(await uploads.abort.mutate({ id }).catch(codeOf)).toBe('not-found');
  }
  const patched = await fetch(`${server.origin}/uploads/${id}`, {
    method: 'PATCH',
    headers: {
      ...site.key,
      'tus-resumable': '1.0.0',
      'upload-offset': '0',
      'content-type': 'application/offset+octet-stream',
    },
    body: bytes,
  });
  expect(patched.status).toBe(404);
});

test.each([100, 17 * 1024])(
  'the client sends %i KiB past the server, and the same bytes not at all',
  async (kib) => {
    const site = await roomy.addSite();
    const file = new File([Buffer.alloc(kib * 1024, 'some words\n')], 'words.txt');
    const seen: string[] = [];
    const upload = () =>
      uploadFile({
        endpoint: roomy.origin,
        apiKey: site.key.authorization.replace('Bearer ', ''),
        file,
        direct: true,
        fields: { title: 'Words' },
        fetch: (input, init) => {
          const { origin, pathname } = new URL(input instanceof Request ? input.url : input);
          seen.push(origin === roomy.origin ? pathname : 'bucket');
          return fetch(input, init);
        },
      });
    const media = await upload();
    expect(media).toMatchObject({ title: 'Words', sizeBytes: file.size, duplicateOf: null });
    expect(seen.filter((place) => place === 'bucket')).toHaveLength(kib === 100 ? 1 : 3);
    expect(seen).not.toContain('/upload');
    expect(await upload()).toMatchObject({ id: media.id, duplicateOf: media.id });
    expect(seen.filter((place) => place === 'bucket')).toHaveLength(kib === 100 ? 1 : 3);
  },
);

test('a server whose files lie on its own disk names the doors that it has', async () => {
  await using local = await startTestServer();
  const site = await local.addSite();
  const bytes = await jpeg();
  const plan = await site.client.uploads.begin.mutate(announce('a.jpg', bytes));
  expect(plan).toEqual({ transport: 'tus', path: '/uploads' });
  const options = {
    endpoint: local.origin,
    apiKey: site.key.authorization.replace('Bearer ', ''),
    direct: true,
  };
  const media = await uploadFile({ ...options, file: new File([bytes], 'a.jpg') });
  expect(media.hash).toBe(sha256(bytes));
});

async function beginWithKey<Plan>(at: typeof server, site: TestServerSite, file: object): Promise<Plan> {
  const response = await fetch(`${at.origin}/trpc/uploads.begin`, {
    method: 'POST',
    headers: { ...site.key, 'content-type': 'application/json', 'idempotency-key': 'k1' },
    body: JSON.stringify(file),
  });
  const { result } = (await response.json()) as { result: { data: Plan } };
  return result.data;
}

test('the same announcement with the same key is the same upload, also when it has expired', async () => {
  const site = await server.addSite();
  const bytes = await jpeg();
  const begin = () => beginWithKey<PlanOf<'put'>>(server, site, announce('a.jpg', bytes));
  const [one, two] = [await begin(), await begin()];
  expect(one.uploadId).toBe(two.uploadId);
  const later = { ...server.services, now: () => new Date(Date.now() + 61 * 60 * 1000) };
  expect((await sweepUploads(later, 'test')).expired).toBeGreaterThan(0);
  expect((await usageOf(site.namespaceId)).reservedBytes).toBe(0n);
  const three = await begin();
  expect(three.uploadId).toBe(one.uploadId);
  await put(three, bytes);
  expect((await site.client.uploads.complete.mutate({ id: one.uploadId })).state).toBe('done');
  expect(await usageOf(site.namespaceId)).toMatchObject({
    usedBytes: BigInt(bytes.byteLength),
    reservedBytes: 0n,
  });
});

test('the same upload in parts that is announced twice at once is one in the bucket too', async () => {
  const site = await roomy.addSite();
  const large = { filename: 'a.txt', sizeBytes: 80_000_000, sha256: sha256(await jpeg()) };
  await beginWithKey<PlanOf<'parts'>>(roomy, site, large);
  const { namespaceId } = site;
  await roomy.db.prisma.upload.updateMany({ where: { namespaceId }, data: { multipartId: null } });
  const begin = () => beginWithKey<PlanOf<'parts'>>(roomy, site, large);
  const [one, two] = await Promise.all([begin(), begin()]);
  expect(one?.uploadId).toBe(two?.uploadId);
  const { multipartId } = await roomy.db.prisma.upload.findFirstOrThrow({ where: { namespaceId } });
  const listed = await fetch(`${s3.endpoint}/${bucket}?uploads&prefix=${namespaceId}/`);
  const open = (await listed.text()).match(/(?<=<UploadId>)[^<]+/g);
  expect(open).toContain(multipartId);
  // With the one that was forgotten above.
  expect(open).toHaveLength(2);
});
