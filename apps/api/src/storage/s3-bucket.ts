import { S3Client } from '@aws-sdk/client-s3';
import type { CannedAcl, S3Settings } from '../config/config.ts';

/** A bucket and how to talk to it. */
export interface S3Bucket {
  client: S3Client;
  name: string;
  /** Goes with everything that makes an object: an ACL and an encryption are not copied with it. */
  making: {
    ACL?: CannedAcl;
    ServerSideEncryption?: 'AES256' | 'aws:kms';
    SSEKMSKeyId?: string;
  };
  settings: S3Settings;
}

/**
 * The length of every part and of every piece of a resumed upload, but the last one. S3 refuses shorter ones than
 * 5 MiB, R2 wants all of one length, and a tus client sends so much at a time.
 */
export const partBytes = 8 * 1024 * 1024;

/** S3 takes no more parts in one object: with ours, 78 GiB. */
export const maxParts = 10_000;

/** S3 refuses more in one PUT. */
export const maxSinglePutBytes = 5 * 1024 ** 3;

/** Nothing is asked of the server yet. */
export function connectBucket(settings: S3Settings): S3Bucket {
  const { acl, encryption, credentials } = settings;
  const client = new S3Client({
    region: settings.region,
    ...(settings.endpoint !== null && { endpoint: settings.endpoint }),
    ...(credentials && { credentials }),
    forcePathStyle: settings.usesPathStyle,
    maxAttempts: settings.maxAttempts,
    // Checksums as trailers are refused or kept as bytes by many servers. We send the MD5 of every body instead, which
    // all of them check, and hash what we read ourselves.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    followRegionRedirects: settings.endpoint === null,
    requestHandler: {
      connectionTimeout: settings.connectTimeoutSeconds * 1000,
      socketTimeout: settings.idleTimeoutSeconds * 1000,
      httpAgent: { keepAlive: true, maxSockets: 64 },
      httpsAgent: { keepAlive: true, maxSockets: 64 },
    },
  });
  return {
    client,
    name: settings.bucket,
    making: {
      ...(acl && { ACL: acl }),
      ...(encryption && { ServerSideEncryption: encryption.algorithm }),
      ...(encryption?.kmsKeyId && { SSEKMSKeyId: encryption.kmsKeyId }),
    },
    settings,
  };
}
