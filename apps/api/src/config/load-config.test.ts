import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { ConfigError, loadConfig } from './load-config.ts';

const refusalOf = (variables: Record<string, string>): ConfigError => {
  try {
    loadConfig(variables, '/srv/vitrine');
  } catch (error) {
    if (error instanceof ConfigError) return error;
    throw error;
  }
  throw new Error('the environment was accepted');
};

test('an empty environment gives the embedded default', () => {
  const config = loadConfig({}, '/srv/vitrine');
  expect(config).toMatchObject({
    environment: 'development',
    http: { host: '127.0.0.1', port: 4000, publicUrl: null, trustedProxies: 0 },
    dataDir: '/srv/vitrine/.data',
    database: { url: null },
    storage: { driver: 'local', dir: '/srv/vitrine/.data/files' },
    uploads: { maxFileBytes: 104_857_600 },
    files: { isPrivateByDefault: false, urlTtlSeconds: 3600, signingKeys: null },
    retention: { temporaryHours: 24, trashDays: 30, unusedDays: 30, batchSize: 100 },
    log: { level: 'info', file: null },
  });
  expect(config.uploads.allowedTypes.image).toContain('image/jpeg');
});

test('one message lists every bad variable and what it must be, and repeats no value', () => {
  const { message, variables } = refusalOf({
    PORT: 'http',
    DATABASE_URL: 'mysql://root:hunter2@db/x',
    MAX_FILE_SIZE: '-1',
    CORS_ORIGINS: 'https://a.example/path',
    ALLOWED_FILE_TYPES: '{"image":["application/zip"]}',
    SIGNING_KEYS: 'k1:short',
    LOG_LEVEL: 'loud',
  });
  expect(message).toMatchInlineSnapshot(`
    "Vitrine can not start. Correct these settings:
      PORT must be a whole number from 0 to 65535
      DATABASE_URL must be as postgresql://user:password@host:5432/database
      MAX_FILE_SIZE must be a whole number from 1 to 9007199254740991
      ALLOWED_FILE_TYPES must be MIME types that the library knows; application/zip is no known image
      SIGNING_KEYS must be id:secret pairs with commas between, newest first; an id is 1 to 16 letters and digits, a secret at least 32 characters
      CORS_ORIGINS must be origins as https://cms.example.org, without a path, with commas between
      LOG_LEVEL must be trace, debug, info, warn, error, fatal or silent"
  `);
  expect(variables).toHaveLength(7);
  expect(message).not.toContain('hunter2');
});

test('production without DATABASE_URL is refused unless the embedded server is asked for with a place for its data', () => {
  const { message } = refusalOf({ NODE_ENV: 'production' });
  expect(message).toContain('EMBEDDED_DATABASE=1');
  expect(message).toContain('DATA_DIR');
  refusalOf({ NODE_ENV: 'production', EMBEDDED_DATABASE: '1' });
  refusalOf({ NODE_ENV: 'production', DATA_DIR: '/var/lib/vitrine' });
  const config = loadConfig({ NODE_ENV: 'production', EMBEDDED_DATABASE: '1', DATA_DIR: '/var/lib/vitrine' });
  expect(config.database.url).toBeNull();
});

test('a bucket is described by the variables that AWS tools know', () => {
  const s3 = {
    STORAGE_DRIVER: 's3',
    AWS_STORAGE_BUCKET_NAME: 'media',
    AWS_ACCESS_KEY_ID: 'id',
    AWS_SECRET_ACCESS_KEY: 'secret',
  };
  expect(loadConfig(s3, '/srv').storage).toEqual({
    driver: 's3',
    dir: '/srv/.data/files',
    s3: {
      bucket: 'media',
      region: 'us-east-1',
      endpoint: null,
      usesPathStyle: false,
      customDomain: null,
      credentials: { accessKeyId: 'id', secretAccessKey: 'secret' },
      acl: 'private',
      encryption: null,
      temporaryDir: '/srv/.data/tmp',
      maxAttempts: 4,
      connectTimeoutSeconds: 5,
      idleTimeoutSeconds: 30,
    },
  });
  const elsewhere = {
    ...s3,
    AWS_S3_ENDPOINT_URL: 'http://127.0.0.1:9000/',
    AWS_S3_CUSTOM_DOMAIN: 'cdn.example.org',
    AWS_DEFAULT_ACL: '',
    AWS_S3_ENCRYPTION: 'aws:kms',
    AWS_S3_KMS_KEY_ID: 'key',
  };
  expect(loadConfig(elsewhere, '/srv').storage.s3).toMatchObject({
    endpoint: 'http://127.0.0.1:9000',
    usesPathStyle: true,
    customDomain: 'https://cdn.example.org',
    acl: null,
    encryption: { algorithm: 'aws:kms', kmsKeyId: 'key' },
  });
  expect(loadConfig({ AWS_STORAGE_BUCKET_NAME: 'media' }, '/srv').storage).toMatchObject({
    driver: 'local',
    s3: { bucket: 'media', credentials: null },
  });
});

test('a bucket that is described by half is refused', () => {
  const { variables } = refusalOf({
    STORAGE_DRIVER: 's3',
    AWS_ACCESS_KEY_ID: 'id',
    AWS_S3_KMS_KEY_ID: 'key',
  });
  expect(variables).toEqual(['AWS_STORAGE_BUCKET_NAME', 'AWS_SECRET_ACCESS_KEY', 'AWS_S3_ENCRYPTION']);
});

test('a secret may stand in a file, but not in both places', async () => {
  const dir = await mkdtemp(path.join(os.tmpdir(), 'vitrine-config-'));
  onTestFinished(() => rm(dir, { recursive: true }));
  const file = path.join(dir, 'url');
  await writeFile(file, 'postgresql://vitrine:pw@db/vitrine\n');
  expect(loadConfig({ DATABASE_URL_FILE: file }).database.url).toBe('postgresql://vitrine:pw@db/vitrine');
  expect(refusalOf({ DATABASE_URL_FILE: file, DATABASE_URL: 'postgresql://x@y/z' }).message).toContain(
    'both set',
  );
  expect(refusalOf({ METRICS_TOKEN_FILE: path.join(dir, 'none') }).message).toContain(
    'METRICS_TOKEN_FILE must be a file',
  );
});

test('an empty value is as good as none', () => {
  expect(loadConfig({ PORT: '', PUBLIC_URL: '', DATABASE_URL: '' }).http.port).toBe(4000);
});

test('the types that are taken are named by kind and kept under their one name', () => {
  const { uploads } = loadConfig({ ALLOWED_FILE_TYPES: '{"image":["image/jpg","image/png"]}' });
  expect(uploads.allowedTypes).toEqual({
    image: ['image/jpeg', 'image/png'],
    video: [],
    audio: [],
    document: [],
  });
});

test('each kind may have a size of its own; thumbnails have three that grow', () => {
  const { uploads, processing } = loadConfig({
    MAX_FILE_SIZE: '1000',
    MAX_FILE_SIZES: '{"video":5000,"audio":10}',
    THUMBNAIL_SIZES: '100, 200,900',
    THUMBNAIL_QUALITY: '70',
  });
  expect(uploads).toMatchObject({
    maxFileBytes: 5000,
    maxBytesByKind: { image: 1000, video: 5000, audio: 10, document: 1000 },
  });
  expect(processing.presets).toEqual({ sizes: { small: 100, medium: 200, large: 900 }, quality: 70 });
  const { variables } = refusalOf({ MAX_FILE_SIZES: '{"film":1}', THUMBNAIL_SIZES: '300,150,800' });
  expect(variables).toEqual(['MAX_FILE_SIZES', 'THUMBNAIL_SIZES']);
});

test('signing keys keep their order, newest first', () => {
  const secret = 'a-secret-of-at-least-32-characters:x';
  const { files } = loadConfig({ SIGNING_KEYS: `k2:${secret},k1:${secret}` });
  expect(files.signingKeys).toEqual([
    { id: 'k2', secret },
    { id: 'k1', secret },
  ]);
});
