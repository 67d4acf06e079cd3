import { type defaultAllowedTypes, MediaKind, typeOfMime } from '@vitrine/schema';
import * as z from 'zod';
import { cannedAcls } from './config.ts';

/** An empty value is as good as none: `FOO=` in an .env file says nothing. */
const optional = <Schema extends z.ZodType>(schema: Schema) =>
  z.preprocess((value) => (value === '' ? undefined : value), schema.optional());

const wholeNumber = (min: number, max: number) => {
  const error = `a whole number from ${min} to ${max}`;
  return z
    .string()
    .regex(/^\d+$/, error)
    .transform(Number)
    .pipe(z.int(error).min(min, error).max(max, error));
};

const flag = z
  .enum(['true', 'false', '1', '0'], 'true or false')
  .transform((value) => value === 'true' || value === '1');

const list = <Item extends z.ZodType<string, string>>(item: Item) =>
  z
    .string()
    .transform((text) =>
      text
        .split(',')
        .map((part) => part.trim())
        .filter(Boolean),
    )
    .pipe(z.array(item));

const isOrigin = (text: string) =>
  URL.canParse(text) && /^https?:/.test(text) && new URL(text).origin === text;
const origin = z
  .string()
  .refine(isOrigin, 'origins as https://cms.example.org, without a path, with commas between');

/** As URLs write them: without the port that goes without saying, an IPv6 address in brackets. */
const importHost = z
  .string()
  .toLowerCase()
  .refine(
    (text) =>
      ['http', 'https'].some(
        (scheme) => URL.canParse(`${scheme}://${text}`) && new URL(`${scheme}://${text}`).host === text,
      ),
    'hosts as intranet.example.org or 10.0.0.7:8080, with commas between',
  );

const serverOrigin = z
  .string()
  .transform((text) => text.replace(/\/$/, ''))
  .refine(isOrigin, 'the origin of an S3 server, as https://s3.example.org:9000, without a path');

const customDomain = z
  .string()
  .transform((text) => (/^https?:/.test(text) ? text : `https://${text}`).replace(/\/$/, ''))
  .refine(isOrigin, 'a domain, as cdn.example.org, without a path');

const allowedTypesError = `JSON of MIME types by kind, as {"image":["image/png"]}; kinds: ${MediaKind.options.join(', ')}`;
const allowedTypes = z
  .string()
  .transform((text, context): unknown => {
    try {
      return JSON.parse(text);
    } catch (error) {
      context.addIssue({ code: 'custom', message: allowedTypesError, params: { error } });
      return z.NEVER;
    }
  })
  .pipe(z.partialRecord(MediaKind, z.array(z.string()), allowedTypesError))
  .superRefine((byKind, context) => {
    for (const [kind, types] of Object.entries(byKind)) {
      for (const type of types ?? []) {
        if (typeOfMime(type)?.kind === kind) continue;
        context.addIssue({
          code: 'custom',
          message: `MIME types that the library knows; ${type} is no known ${kind}`,
        });
      }
    }
  })
  .transform((byKind) => {
    const none = Object.fromEntries(MediaKind.options.map((kind) => [kind, []]));
    const known = Object.entries(byKind).map(([kind, types]) => [
      kind,
      types?.map((t) => typeOfMime(t)?.mimeType ?? t),
    ]);
    return { ...none, ...Object.fromEntries(known) } as ReturnType<typeof defaultAllowedTypes>;
  });

const sizesByKindError = `JSON of bytes by kind, as {"video":2147483648}; kinds: ${MediaKind.options.join(', ')}`;
const sizesByKind = z
  .string()
  .transform((text, context): unknown => {
    try {
      return JSON.parse(text);
    } catch (error) {
      context.addIssue({ code: 'custom', message: sizesByKindError, params: { error } });
      return z.NEVER;
    }
  })
  .pipe(z.partialRecord(MediaKind, z.int(sizesByKindError).positive(sizesByKindError), sizesByKindError));

const thumbnailSidesError = 'three whole numbers from 16 to 2048 that grow, as 150,300,800';
const thumbnailSides = z
  .string()
  .regex(/^\d+(?:\s*,\s*\d+){2}$/, thumbnailSidesError)
  .transform((text) => text.split(',').map(Number))
  .refine(
    ([small = 0, medium = 0, large = 0]) => small >= 16 && small < medium && medium < large && large <= 2048,
    thumbnailSidesError,
  );

const signingKeysError =
  'id:secret pairs with commas between, newest first; an id is 1 to 16 letters and digits, a secret at least 32 characters';
const signingKeys = list(z.string().regex(/^[A-Za-z0-9]{1,16}:.{32,}$/, signingKeysError))
  .transform((pairs) =>
    pairs.map((pair) => ({ id: pair.split(':', 1)[0] ?? '', secret: pair.slice(pair.indexOf(':') + 1) })),
  )
  .refine((keys) => new Set(keys.map(({ id }) => id)).size === keys.length, 'keys with different ids');

const databaseUrl = z
  .string()
  .refine(
    (text) => /^postgres(ql)?:\/\//.test(text) && URL.canParse(text),
    'as postgresql://user:password@host:5432/database',
  );

const day = wholeNumber(1, 36_500);

/** Every variable that Vitrine reads: its form and its default. Each error text ends the sentence "must be …". */
export const Environment = z.object({
  NODE_ENV: optional(z.enum(['development', 'production', 'test'], 'development, production or test')),
  PORT: optional(wholeNumber(0, 65_535)).default(4000),
  HOST: optional(z.string()).default('127.0.0.1'),
  PUBLIC_URL: optional(
    z
      .string()
      .transform((text) => text.replace(/\/$/, ''))
      .refine(isOrigin, 'an origin, as https://media.example.org'),
  ),
  DATA_DIR: optional(z.string()),
  DATABASE_URL: optional(databaseUrl),
  EMBEDDED_DATABASE: optional(flag).default(false),
  STORAGE_DRIVER: optional(z.enum(['local', 's3'], 'local or s3')).default('local'),
  AWS_STORAGE_BUCKET_NAME: optional(
    z.string().regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, 'the name of a bucket'),
  ),
  AWS_S3_REGION_NAME: optional(z.string()).default('us-east-1'),
  AWS_S3_ENDPOINT_URL: optional(serverOrigin),
  AWS_S3_ADDRESSING_STYLE: optional(z.enum(['path', 'virtual'], 'path or virtual')),
  AWS_S3_CUSTOM_DOMAIN: optional(customDomain),
  AWS_ACCESS_KEY_ID: optional(z.string()),
  AWS_SECRET_ACCESS_KEY: optional(z.string()),
  // Here an empty value says something: send no ACL, as buckets want it whose owner has switched ACLs off.
  AWS_DEFAULT_ACL: z.enum([...cannedAcls, ''], `empty or one of ${cannedAcls.join(', ')}`).default('private'),
  AWS_S3_ENCRYPTION: optional(z.enum(['AES256', 'aws:kms'], 'AES256 or aws:kms')),
  AWS_S3_KMS_KEY_ID: optional(z.string()),
  AWS_S3_MAX_ATTEMPTS: optional(wholeNumber(1, 20)).default(4),
  AWS_S3_CONNECT_TIMEOUT_SECONDS: optional(wholeNumber(1, 300)).default(5),
  AWS_S3_IDLE_TIMEOUT_SECONDS: optional(wholeNumber(1, 3600)).default(30),
  MAX_FILE_SIZE: optional(wholeNumber(1, Number.MAX_SAFE_INTEGER)).default(104_857_600),
  MAX_FILE_SIZES: optional(sizesByKind).default({}),
  ALLOWED_FILE_TYPES: optional(allowedTypes),
  THUMBNAIL_SIZES: optional(thumbnailSides).default([150, 300, 800]),
  THUMBNAIL_QUALITY: optional(wholeNumber(1, 100)).default(80),
  VIDEO_BACKEND: optional(z.enum(['auto', 'none'], 'auto or none')).default('auto'),
  IMPORT_ALLOWED_HOSTS: optional(list(importHost)).default([]),
  IMPORT_TIMEOUT_SECONDS: optional(wholeNumber(1, 3600)).default(120),
  MEDIA_FILES_PRIVATE: optional(flag).default(false),
  SIGNING_KEYS: optional(signingKeys),
  URL_TTL_SECONDS: optional(wholeNumber(60, 604_800)).default(3600),
  FILE_DELIVERY: optional(z.enum(['proxy', 'redirect'], 'proxy or redirect')).default('proxy'),
  HOT_CACHE_BYTES: optional(wholeNumber(0, Number.MAX_SAFE_INTEGER)).default(67_108_864),
  CORS_ORIGINS: optional(list(origin)).default([]),
  ALLOWED_HOSTS: optional(list(z.string())).default([]),
  TRUST_PROXY: optional(wholeNumber(0, 10)).default(0),
  HTTPS_REDIRECT: optional(flag).default(false),
  HSTS_SECONDS: optional(wholeNumber(0, 63_072_000)).default(31_536_000),
  TEMPORARY_UPLOAD_HOURS: optional(wholeNumber(1, 24 * 365)).default(24),
  TRASH_RETENTION_DAYS: optional(day).default(30),
  UNUSED_AFTER_DAYS: optional(day).default(30),
  CLEANUP_BATCH_SIZE: optional(wholeNumber(1, 10_000)).default(100),
  METRICS_TOKEN: optional(z.string().min(16, 'at least 16 characters')),
  LOG_LEVEL: optional(
    z.enum(
      ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'],
      'trace, debug, info, warn, error, fatal or silent',
    ),
  ).default('info'),
  LOG_FILE: optional(z.string()),
});

/** Those that may come from a file named by `<NAME>_FILE`, as Docker and Kubernetes hand out secrets. */
export const secretNames = [
  'DATABASE_URL',
  'SIGNING_KEYS',
  'METRICS_TOKEN',
  'AWS_ACCESS_KEY_ID',
  'AWS_SECRET_ACCESS_KEY',
] as const;
