import { readFileSync } from 'node:fs';
import path from 'node:path';
import { defaultAllowedTypes, type MediaKind } from '@vitrine/schema';
import type { Config } from './config.ts';
import { Environment, secretNames } from './environment.ts';
import { findS3Problems, readS3Settings } from './read-s3-settings.ts';

type Variables = Record<string, string | undefined>;

/** The environment is not as it must be. The message lists every variable that is wrong and says what it must be. */
export class ConfigError extends Error {
  readonly variables: string[];

  constructor(problems: { name: string; text: string }[]) {
    super(
      ['Vitrine can not start. Correct these settings:', ...problems.map(({ text }) => `  ${text}`)].join(
        '\n',
      ),
    );
    this.name = 'ConfigError';
    this.variables = problems.map(({ name }) => name);
  }
}

/** Reads and checks the environment: the only place that knows it.
 *  @throws ConfigError listing all that is wrong at once. Values are never repeated: some are secrets. */
export function loadConfig(variables: Variables = process.env, workingDir = process.cwd()): Config {
  const { read, problems } = readSecrets(variables);
  const parsed = Environment.safeParse(read);
  if (!parsed.success) {
    for (const issue of parsed.error.issues) {
      const name = String(issue.path[0]);
      problems.push({ name, text: `${name} must be ${issue.message}` });
    }
  }
  if (read.NODE_ENV === 'production' && !read.DATABASE_URL) problems.push(...embeddedInProduction(read));
  if (parsed.success) problems.push(...findS3Problems(parsed.data));
  if (!parsed.success || problems.length > 0) throw new ConfigError(problems);

  const env = parsed.data;
  const maxBytesByKind = sizesOf(env.MAX_FILE_SIZE, env.MAX_FILE_SIZES);
  const [small = 0, medium = 0, large = 0] = env.THUMBNAIL_SIZES;
  const dataDir = path.resolve(workingDir, env.DATA_DIR ?? '.data');
  return {
    environment: env.NODE_ENV ?? 'development',
    http: {
      host: env.HOST,
      port: env.PORT,
      publicUrl: env.PUBLIC_URL ?? null,
      corsOrigins: env.CORS_ORIGINS,
      allowedHosts: env.ALLOWED_HOSTS,
      trustedProxies: env.TRUST_PROXY,
      httpsRedirect: env.HTTPS_REDIRECT,
      hstsSeconds: env.HSTS_SECONDS,
    },
    dataDir,
    database: { url: env.DATABASE_URL ?? null },
    storage: {
      driver: env.STORAGE_DRIVER,
      dir: path.join(dataDir, 'files'),
      s3: readS3Settings(env, dataDir),
    },
    uploads: {
      maxFileBytes: Math.max(...Object.values(maxBytesByKind)),
      maxBytesByKind,
      allowedTypes: env.ALLOWED_FILE_TYPES ?? defaultAllowedTypes(),
    },
    processing: {
      presets: { sizes: { small, medium, large }, quality: env.THUMBNAIL_QUALITY },
      videoBackend: env.VIDEO_BACKEND,
    },
    imports: {
      allowedHosts: env.IMPORT_ALLOWED_HOSTS,
      timeoutSeconds: env.IMPORT_TIMEOUT_SECONDS,
    },
    files: {
      isPrivateByDefault: env.MEDIA_FILES_PRIVATE,
      urlTtlSeconds: env.URL_TTL_SECONDS,
      redirectsToStorage: env.FILE_DELIVERY === 'redirect',
      hotCacheBytes: env.HOT_CACHE_BYTES,
      signingKeys: env.SIGNING_KEYS ?? null,
    },
    retention: {
      temporaryHours: env.TEMPORARY_UPLOAD_HOURS,
      trashDays: env.TRASH_RETENTION_DAYS,
      unusedDays: env.UNUSED_AFTER_DAYS,
      batchSize: env.CLEANUP_BATCH_SIZE,
    },
    metrics: { token: env.METRICS_TOKEN ?? null },
    log: { level: env.LOG_LEVEL, file: env.LOG_FILE ? path.resolve(workingDir, env.LOG_FILE) : null },
  };
}

/** One limit for all kinds, and another for those that are named. */
function sizesOf(
  maxBytes: number,
  named: Partial<Record<MediaKind, number>>,
): Config['uploads']['maxBytesByKind'] {
  return { image: maxBytes, video: maxBytes, audio: maxBytes, document: maxBytes, ...named };
}

/** Puts in what stands in files. One secret from two places is an error: it would not be clear which one holds. */
function readSecrets(variables: Variables) {
  const read: Variables = { ...variables };
  const problems: { name: string; text: string }[] = [];
  for (const name of secretNames) {
    const file = variables[`${name}_FILE`];
    if (!file) continue;
    if (variables[name]) {
      problems.push({ name, text: `${name} and ${name}_FILE are both set: unset one of them` });
      continue;
    }
    try {
      read[name] = readFileSync(file, 'utf8').trim();
    } catch (error) {
      const reason = error instanceof Error && 'code' in error ? ` (${String(error.code)})` : '';
      problems.push({ name: `${name}_FILE`, text: `${name}_FILE must be a file that can be read${reason}` });
    }
  }
  return { read, problems };
}

/** Whoever runs production on the embedded server shall have said so and know where its data lies. */
function embeddedInProduction(read: Variables): { name: string; text: string }[] {
  if (/^(1|true)$/.test(read.EMBEDDED_DATABASE ?? '') && read.DATA_DIR) return [];
  const text =
    'DATABASE_URL must be set in production; to use the embedded PostgreSQL there, set EMBEDDED_DATABASE=1 and DATA_DIR';
  return [{ name: 'DATABASE_URL', text }];
}
