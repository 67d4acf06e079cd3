import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createLogger } from '../../apps/api/src/observability/logger.ts';
import { cloneTemplate } from '../../apps/api/src/testing/clone-template.ts';
import { type FileHost, serveFiles } from '../../apps/api/src/testing/serve-files.ts';
import { type HttpTestServer, serveTestDatabase } from '../../apps/api/src/testing/serve-test-database.ts';
import { makeBucket, startS3Server } from '../../apps/api/src/testing/start-s3-server.ts';
import { openTestServer } from '../../apps/api/src/testing/test-server.ts';

export interface CorpusServers extends AsyncDisposable {
  /** One that keeps its files on disk, and one that keeps them in a bucket. */
  byStorage: Record<'local' | 's3', HttpTestServer>;
  /** Somebody else's web server, from which they may import. */
  remote: FileHost;
}

/** All that the doors need: two servers over databases of their own, a bucket and a web server. */
export async function openCorpusServers(): Promise<CorpusServers> {
  const postgres = await openTestServer({ log: createLogger({ level: 'silent' }) });
  const remote = await serveFiles();
  const s3 = await startS3Server();
  const temporaryDir = await mkdtemp(path.join(tmpdir(), 'vitrine-corpus-'));
  const { bucket, credentials } = await makeBucket(s3.endpoint, { temporaryDir });
  const local = await serveTestDatabase(await cloneTemplate(postgres), { IMPORT_ALLOWED_HOSTS: remote.host });
  const inBucket = await serveTestDatabase(await cloneTemplate(postgres), {
    STORAGE_DRIVER: 's3',
    AWS_STORAGE_BUCKET_NAME: bucket,
    AWS_S3_ENDPOINT_URL: s3.endpoint,
    AWS_ACCESS_KEY_ID: credentials?.accessKeyId ?? '',
    AWS_SECRET_ACCESS_KEY: credentials?.secretAccessKey ?? '',
  });
  return {
    byStorage: { local, s3: inBucket },
    remote,
    async [Symbol.asyncDispose]() {
      remote.close();
      await Promise.all([local[Symbol.asyncDispose](), inBucket[Symbol.asyncDispose]()]);
      await Promise.all([s3.close(), postgres.close(), rm(temporaryDir, { recursive: true })]);
    },
  };
}
