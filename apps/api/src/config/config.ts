import type { MediaKind, ThumbnailPreset } from '@vitrine/schema';

/** A bucket of AWS or of any other server that speaks S3. */
export interface S3Settings {
  bucket: string;
  region: string;
  /** null is AWS. */
  endpoint: string | null;
  /** Path style is `<endpoint>/<bucket>/<key>`; else the bucket is the first part of the host name. */
  usesPathStyle: boolean;
  /** Origin of the CDN that serves the bucket, without a slash at the end. */
  customDomain: string | null;
  /** null takes them from where the AWS SDK looks: a role of the machine, of the container or of the pod. */
  credentials: { accessKeyId: string; secretAccessKey: string } | null;
  /** null sends none. */
  acl: CannedAcl | null;
  /** null leaves it to the bucket. */
  encryption: { algorithm: 'AES256' | 'aws:kms'; kmsKeyId: string | null } | null;
  /** Where objects are put down for decoders that want a path; absolute. */
  temporaryDir: string;
  /** How often a request is sent before it counts as failed. */
  maxAttempts: number;
  /** How long a connection may take, and how long one may be silent. */
  connectTimeoutSeconds: number;
  idleTimeoutSeconds: number;
}

export type CannedAcl = (typeof cannedAcls)[number];

export const cannedAcls = [
  'private',
  'public-read',
  'authenticated-read',
  'bucket-owner-read',
  'bucket-owner-full-control',
] as const;

/** What the environment decided, read once at boot. Sizes in bytes, times in seconds or days as they are called. */
export interface Config {
  environment: 'development' | 'production' | 'test';
  http: {
    host: string;
    /** 0 takes any free port. */
    port: number;
    /** The origin by which browsers reach this instance, without a slash at the end; null derives it from the port. */
    publicUrl: string | null;
    /** Exact origins that may call from browsers, beside those of the namespaces. */
    corsOrigins: string[];
    /** Host names that are answered; empty answers to all. */
    allowedHosts: string[];
    /** How many reverse proxies stand in front: so many addresses of X-Forwarded-For are believed. */
    trustedProxies: number;
    httpsRedirect: boolean;
    hstsSeconds: number;
  };
  /** Where everything lies that this instance keeps for itself; absolute. */
  dataDir: string;
  database: {
    /** null starts the embedded PostgreSQL in `dataDir`. */
    url: string | null;
  };
  storage: {
    driver: 'local' | 's3';
    /** Where the local driver keeps its files; absolute. */
    dir: string;
    /** null where no bucket is named. Set beside the local driver too, so that files can be migrated. */
    s3: S3Settings | null;
  };
  uploads: {
    /** The most that a file of any kind may have. */
    maxFileBytes: number;
    maxBytesByKind: Record<MediaKind, number>;
    /** MIME types that are taken, by kind. */
    allowedTypes: Record<MediaKind, string[]>;
  };
  processing: {
    /** What thumbnails are made by. Files whose thumbnails were made by others get new ones. */
    presets: { sizes: Record<ThumbnailPreset, number>; quality: number };
    /** `none` decodes no frames of films, even where that could be done. */
    videoBackend: 'auto' | 'none';
  };
  imports: {
    /** `host` or `host:port` that files may be fetched from though they lie in a private network. */
    allowedHosts: string[];
    /** For all of one import. */
    timeoutSeconds: number;
  };
  files: {
    /** New namespaces keep their files to members instead of showing them to anyone. */
    isPrivateByDefault: boolean;
    /** How long a grant opens a file that is not public. */
    urlTtlSeconds: number;
    /** Originals are fetched from the storage itself where it can be reached, instead of through this server. */
    redirectsToStorage: boolean;
    /** Memory for small objects that are asked for again and again; 0 reads each from the storage. */
    hotCacheBytes: number;
    /** Newest first; null makes and keeps one in `dataDir`. */
    signingKeys: { id: string; secret: string }[] | null;
  };
  retention: {
    /** How long an upload that asked to be temporary waits for content to use it. */
    temporaryHours: number;
    trashDays: number;
    unusedDays: number;
    batchSize: number;
  };
  metrics: {
    /** null answers `/metrics` to loopback addresses only. */
    token: string | null;
  };
  log: {
    level: 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal' | 'silent';
    /** null writes to standard output. */
    file: string | null;
  };
}
