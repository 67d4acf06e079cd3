/**
 * `npm run test:large [-- --s3] [-- --gib 2]`: uploads 2 GiB by tus to a server of its own, cuts the connection twice
 * in the middle of a request and kills the server once, resumes each time, and reads half of it back by one Range
 * request. Ends with 1 where a hash differs or where the server ever held more than 300 MB. With --s3 the files lie in
 * the server of VITRINE_TEST_S3_ENDPOINT, else in a Ceph that it starts.
 */
import { createHash } from 'node:crypto';
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { createMediaClient } from '@vitrine/client';
import { UploadId } from '@vitrine/schema';
import { spawnCommand } from '../apps/api/src/testing/spawn-command.ts';
import { type SpawnedVitrine, spawnVitrine } from '../apps/api/src/testing/spawn-vitrine.ts';
import { makeBucket } from '../apps/api/src/testing/start-s3-server.ts';
import { createTusTestClient } from '../apps/api/src/testing/tus-client.ts';
import { openRealS3 } from './ceph.ts';
import { makeLargeFile } from './large-file.ts';
import { sendHalf } from './send-half.ts';

const { values } = parseArgs({
  options: { s3: { type: 'boolean', default: false }, gib: { type: 'string', default: '2' } },
});
const gib = 1024 ** 3;
const chunkBytes = 8 * 1024 * 1024;
const file = makeLargeFile(Number(values.gib) * gib);
const limitBytes = 300e6;

const dataDir = await mkdtemp(path.join(tmpdir(), 'vitrine-large-'));
// The embedded PostgreSQL of root works as another user.
await chmod(dataDir, 0o755);
const s3 = values.s3 ? await openRealS3() : null;
let server: SpawnedVitrine | null = null;
let peakBytes = 0;
let isGood = false;
try {
  const variables = { DATA_DIR: dataDir, PORT: '0', MAX_FILE_SIZE: String(4 * gib), ...(await bucketOf(s3)) };
  const made = await spawnCommand(['keys'], variables).ended;
  if (made.code !== 0) throw new Error(made.printed);
  const keys: { demo: string } = JSON.parse(await readFile(path.join(dataDir, 'keys.json'), 'utf8'));
  server = await spawnVitrine(asStarted(variables));
  isGood = await upload(variables, keys.demo);
} finally {
  await server?.stop();
  await s3?.close();
  await rm(dataDir, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
}
process.exit(isGood ? 0 : 1);

async function upload(variables: Record<string, string>, apiKey: string): Promise<boolean> {
  const headers = { authorization: `Bearer ${apiKey}` };
  const startedAt = performance.now();
  const connect = () => createTusTestClient(running().origin, headers);
  const begun = await connect().create({
    sizeBytes: file.sizeBytes,
    metadata: { filename: 'noise.wav', filetype: 'audio/wav' },
  });
  const url = new URL(begun.headers.get('location') ?? '', running().origin).pathname;
  const cutsAt = [0.25, 0.5, 0.75].map(
    (part) => Math.floor((part * file.sizeBytes) / chunkBytes) * chunkBytes,
  );
  for (let offset = 0; offset < file.sizeBytes; ) {
    const end = Math.min(offset + chunkBytes, file.sizeBytes);
    const cut = cutsAt.findIndex((at) => at >= 0 && offset >= at);
    if (cut >= 0) {
      cutsAt[cut] = Number.POSITIVE_INFINITY;
      await sendHalf(new URL(url, running().origin), headers, offset, file.piece(offset, end));
      if (cut === 1) {
        await notePeak();
        await running().kill();
        server = await spawnVitrine(asStarted(variables));
      }
      const told = Number((await connect().head(url)).headers.get('upload-offset'));
      console.log(`Cut at ${mib(offset)} MiB${cut === 1 ? ' by kill -9' : ''}; goes on at ${mib(told)} MiB.`);
      offset = told;
      continue;
    }
    const sent = await connect().send(url, offset, file.piece(offset, end));
    if (!sent.ok) throw new Error(`PATCH at ${offset}: ${sent.status} ${await sent.text()}`);
    offset = Number(sent.headers.get('upload-offset'));
    await notePeak();
  }
  const sentSeconds = secondsSince(startedAt);
  const sentPeak = peakMb();
  const client = createMediaClient({ endpoint: running().origin, apiKey });
  const id = UploadId.parse(url.split('/').at(-1));
  let row = await client.uploads.get.query({ id });
  for (; row.state === 'finishing' || row.state === 'open'; row = await client.uploads.get.query({ id })) {
    await notePeak();
    await setTimeout(200);
  }
  if (row.state !== 'done' || !row.media) throw new Error(`The upload ended as ${JSON.stringify(row)}`);
  console.log(
    `Uploaded ${mib(file.sizeBytes)} MiB in ${sentSeconds} s, done after ${secondsSince(startedAt)} s.`,
  );

  await notePeak();
  const donePeak = peakMb();
  const { media } = row;
  const [start, end] = [Math.floor(file.sizeBytes / 4), Math.floor((file.sizeBytes * 3) / 4)];
  const whole = await download(media.url, headers, 0, file.sizeBytes);
  const part = await download(media.url, headers, start, end);
  await notePeak();
  const isSame = whole.sha256 === file.hash(0, file.sizeBytes) && part.sha256 === file.hash(start, end);
  console.log(
    `Read all of it in ${whole.seconds} s, and ${mib(end - start)} MiB by Range (${part.status}) in ${part.seconds} s.`,
  );
  console.log(
    `Hashes ${isSame ? 'agree' : 'DIFFER'}. The server held at most ${sentPeak} MB while it took it, ${donePeak} MB when it was done, ${peakMb()} MB after reading.`,
  );
  return isSame && part.status === 206 && peakBytes < limitBytes;
}

async function download(address: string, headers: Record<string, string>, start: number, end: number) {
  const startedAt = performance.now();
  const range = `bytes=${start}-${end - 1}`;
  const url = new URL(new URL(address).pathname + new URL(address).search, running().origin);
  const answer = await fetch(url, { headers: { ...headers, range } });
  const hash = createHash('sha256');
  for await (const chunk of answer.body ?? []) hash.update(chunk);
  return { status: answer.status, sha256: hash.digest('hex'), seconds: secondsSince(startedAt) };
}

/** VmHWM is the most that a process has ever held. */
async function notePeak(): Promise<void> {
  const status = await readFile(`/proc/${running().pid}/status`, 'utf8');
  peakBytes = Math.max(peakBytes, Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1]) * 1024);
}

async function bucketOf(real: typeof s3): Promise<Record<string, string>> {
  if (!real) return {};
  const settings = await makeBucket(real.endpoint, { temporaryDir: dataDir });
  return {
    STORAGE_DRIVER: 's3',
    AWS_STORAGE_BUCKET_NAME: settings.bucket,
    AWS_S3_ENDPOINT_URL: real.endpoint,
    AWS_ACCESS_KEY_ID: settings.credentials?.accessKeyId ?? '',
    AWS_SECRET_ACCESS_KEY: settings.credentials?.secretAccessKey ?? '',
  };
}

function peakMb(): number {
  return Math.round(peakBytes / 1e6);
}

/** As `npm start` and `vitrine start` run it. */
function asStarted(variables: Record<string, string>): Record<string, string> {
  return { ...variables, NODE_OPTIONS: '--max-semi-space-size=4' };
}

function running(): SpawnedVitrine {
  if (!server) throw new Error('The server is not running.');
  return server;
}

function mib(bytes: number): number {
  return Math.round(bytes / 1024 ** 2);
}

function secondsSince(startedAt: number): number {
  return Math.round((performance.now() - startedAt) / 100) / 10;
}
