import type { MediaKind } from '@vitrine/schema';

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
    driver: 'local';
    /** Where the local driver keeps its files; absolute. */
    dir: string;
  };
  uploads: {
    maxFileBytes: number;
    /** MIME types that are taken, by kind. */
    allowedTypes: Record<MediaKind, string[]>;
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
    /** Newest first; null makes and keeps one in `dataDir`. */
    signingKeys: { id: string; secret: string }[] | null;
  };
  retention: {
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
