import { createHash } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { buildApp } from 'fauxqs';
import type { S3Settings } from '../config/config.ts';

export interface S3Server {
  endpoint: string;
  close(): Promise<void>;
}

/** By default those that `scripts/start-ceph.sh` gives its user. */
export const s3TestCredentials = {
  accessKeyId: process.env.VITRINE_TEST_S3_ACCESS_KEY_ID ?? 'vitrine',
  secretAccessKey: process.env.VITRINE_TEST_S3_SECRET_ACCESS_KEY ?? 'vitrine-secret',
};

interface Upload {
  bucket: string;
  key: string;
  begunAt: Date;
  parts: Map<number, { etag: string; sizeBytes: number }>;
}

/**
 * Starts an S3 server inside this process, in 0.1 s. It checks no signatures: what depends on them belongs into
 * `npm run test:s3`. Here it is given what it lacks: lists of uploads and of parts, and a look at the checksums.
 */
export async function startS3Server(): Promise<S3Server> {
  const app = buildApp({ logger: false });
  const uploads = new Map<string, Upload>();
  const buckets = new Set<string>();

  app.addHook('preHandler', async (request, reply) => {
    const { place, query } = read(request.url);
    const uploadId = query.get('uploadId');
    if (request.method === 'PUT' && Buffer.isBuffer(request.body)) {
      const problem = findDigestProblem(request.headers, request.body);
      if (problem) return reply.code(400).type('application/xml').send(errorXml(problem));
    }
    if (request.method !== 'GET') return undefined;
    if (query.has('uploads')) {
      if (!buckets.has(place.bucket))
        return reply.code(404).type('application/xml').send(errorXml('NoSuchBucket'));
      const prefix = query.get('prefix') ?? '';
      const found = [...uploads].filter(
        ([, { bucket, key }]) => bucket === place.bucket && key.startsWith(prefix),
      );
      return reply.type('application/xml').send(uploadsXml(found));
    }
    if (uploadId === null) return undefined;
    const upload = uploads.get(uploadId);
    if (!upload) return reply.code(404).type('application/xml').send(errorXml('NoSuchUpload'));
    return reply.type('application/xml').send(partsXml(upload));
  });

  app.addHook('onSend', async (request, reply, payload) => {
    if (reply.statusCode >= 300) return payload;
    const { place, query } = read(request.url);
    const uploadId = query.get('uploadId');
    const answer = typeof payload === 'string' ? payload : '';
    if (request.method === 'PUT' && place.key === '') buckets.add(place.bucket);
    if (request.method === 'POST' && query.has('uploads')) {
      const begun = /<UploadId>([^<]+)</.exec(answer)?.[1];
      if (begun) uploads.set(begun, { ...place, begunAt: new Date(), parts: new Map() });
    } else if (uploadId && query.has('partNumber')) {
      const copied = /<ETag>([^<]+)</.exec(answer)?.[1]?.replaceAll('&quot;', '"');
      uploads.get(uploadId)?.parts.set(Number(query.get('partNumber')), {
        etag: copied ?? String(reply.getHeader('etag')),
        sizeBytes: Buffer.isBuffer(request.body) ? request.body.byteLength : 0,
      });
    } else if (uploadId && request.method !== 'GET') uploads.delete(uploadId);
    return payload;
  });

  await app.listen({ host: '127.0.0.1', port: 0 });
  const { port } = app.server.address() as AddressInfo;
  return { endpoint: `http://127.0.0.1:${port}`, close: () => app.close() };
}

/** Settings of a new, empty bucket on a server. */
export async function makeBucket(
  endpoint: string,
  options: { temporaryDir: string; settings?: Partial<S3Settings> },
): Promise<S3Settings> {
  const settings: S3Settings = {
    bucket: `vitrine-${crypto.randomUUID()}`,
    region: process.env.VITRINE_TEST_S3_REGION ?? 'us-east-1',
    endpoint,
    usesPathStyle: true,
    customDomain: null,
    credentials: s3TestCredentials,
    acl: 'private',
    encryption: null,
    temporaryDir: options.temporaryDir,
    maxAttempts: 4,
    connectTimeoutSeconds: 5,
    idleTimeoutSeconds: 30,
    ...options.settings,
  };
  const client = new S3Client({
    endpoint,
    region: settings.region,
    forcePathStyle: true,
    ...(settings.credentials && { credentials: settings.credentials }),
  });
  await client.send(new CreateBucketCommand({ Bucket: settings.bucket }));
  client.destroy();
  return settings;
}

function read(url: string): { place: { bucket: string; key: string }; query: URLSearchParams } {
  const { pathname, searchParams } = new URL(url, 'http://s3');
  const [, bucket = '', ...key] = decodeURIComponent(pathname).split('/');
  return { place: { bucket, key: key.join('/') }, query: searchParams };
}

function findDigestProblem(headers: Record<string, unknown>, body: Buffer): string | null {
  const isSame = (header: string, algorithm: string) =>
    headers[header] === undefined || headers[header] === createHash(algorithm).update(body).digest('base64');
  return isSame('content-md5', 'md5') && isSame('x-amz-checksum-sha256', 'sha256') ? null : 'BadDigest';
}

function errorXml(code: string): string {
  return `<Error><Code>${code}</Code><Message>${code}</Message></Error>`;
}

function uploadsXml(uploads: [string, Upload][]): string {
  const items = uploads.map(
    ([id, { key, begunAt }]) =>
      `<Upload><Key>${key}</Key><UploadId>${id}</UploadId><Initiated>${begunAt.toISOString()}</Initiated></Upload>`,
  );
  return `<ListMultipartUploadsResult>${items.join('')}</ListMultipartUploadsResult>`;
}

function partsXml({ parts }: Upload): string {
  const items = [...parts]
    .sort(([left], [right]) => left - right)
    .map(
      ([number, { etag, sizeBytes }]) =>
        `<Part><PartNumber>${number}</PartNumber><ETag>${etag}</ETag><Size>${sizeBytes}</Size></Part>`,
    );
  return `<ListPartsResult>${items.join('')}</ListPartsResult>`;
}
