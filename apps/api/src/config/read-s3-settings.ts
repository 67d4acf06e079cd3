import path from 'node:path';
import type * as z from 'zod';
import type { S3Settings } from './config.ts';
import type { Environment } from './environment.ts';

type Read = z.output<typeof Environment>;

/** What S3 needs beyond the form of each variable. */
export function findS3Problems(env: Read): { name: string; text: string }[] {
  const problems: { name: string; text: string }[] = [];
  if (env.STORAGE_DRIVER === 's3' && !env.AWS_STORAGE_BUCKET_NAME) {
    const name = 'AWS_STORAGE_BUCKET_NAME';
    problems.push({ name, text: `${name} must be set where STORAGE_DRIVER is s3` });
  }
  if (Boolean(env.AWS_ACCESS_KEY_ID) !== Boolean(env.AWS_SECRET_ACCESS_KEY)) {
    const name = env.AWS_ACCESS_KEY_ID ? 'AWS_SECRET_ACCESS_KEY' : 'AWS_ACCESS_KEY_ID';
    const text =
      'AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY must be set both, or neither where a role gives them';
    problems.push({ name, text });
  }
  if (env.AWS_S3_KMS_KEY_ID && env.AWS_S3_ENCRYPTION !== 'aws:kms') {
    const name = 'AWS_S3_ENCRYPTION';
    problems.push({ name, text: `${name} must be aws:kms where AWS_S3_KMS_KEY_ID is set` });
  }
  return problems;
}

/** @returns null where no bucket is named. */
export function readS3Settings(env: Read, dataDir: string): S3Settings | null {
  if (!env.AWS_STORAGE_BUCKET_NAME) return null;
  const endpoint = env.AWS_S3_ENDPOINT_URL ?? null;
  return {
    bucket: env.AWS_STORAGE_BUCKET_NAME,
    region: env.AWS_S3_REGION_NAME,
    endpoint,
    // Few servers but AWS have a name in DNS for every bucket.
    usesPathStyle: env.AWS_S3_ADDRESSING_STYLE ? env.AWS_S3_ADDRESSING_STYLE === 'path' : endpoint !== null,
    customDomain: env.AWS_S3_CUSTOM_DOMAIN ?? null,
    credentials:
      env.AWS_ACCESS_KEY_ID && env.AWS_SECRET_ACCESS_KEY
        ? { accessKeyId: env.AWS_ACCESS_KEY_ID, secretAccessKey: env.AWS_SECRET_ACCESS_KEY }
        : null,
    acl: env.AWS_DEFAULT_ACL || null,
    encryption: env.AWS_S3_ENCRYPTION
      ? { algorithm: env.AWS_S3_ENCRYPTION, kmsKeyId: env.AWS_S3_KMS_KEY_ID ?? null }
      : null,
    temporaryDir: path.join(dataDir, 'tmp'),
    maxAttempts: env.AWS_S3_MAX_ATTEMPTS,
    connectTimeoutSeconds: env.AWS_S3_CONNECT_TIMEOUT_SECONDS,
    idleTimeoutSeconds: env.AWS_S3_IDLE_TIMEOUT_SECONDS,
  };
}
