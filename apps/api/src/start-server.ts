import type { Config } from './config/config.ts';
import { migrate } from './db/migrate.ts';
import { uploadLifeMs } from './domain/uploads/begin-upload.ts';
import { createUploadRecords } from './domain/uploads/upload-records.ts';
import { type App, createApp } from './http/app.ts';
import { serveApp } from './http/serve-app.ts';
import { createMetrics } from './observability/create-metrics.ts';
import type { Logger } from './observability/logger.ts';
import { openDatabaseServer } from './open-database-server.ts';
import { type OpenServices, openServices } from './services.ts';
import { startWorker } from './start-worker.ts';
import { TusStore } from './storage/tus-store.ts';
import { createTrpcHandler } from './trpc/create-trpc-handler.ts';

type Fallback = (request: Request) => Response | Promise<Response>;

export interface RunningServer {
  /** By which browsers reach it: PUBLIC_URL, or localhost with the port that it got. */
  origin: string;
  port: number;
  databaseUrl: string;
  services: OpenServices;
  /** What answers all paths that are not Vitrine's, from now on. */
  serveBeside(fallback: Fallback): void;
  /** Ends in order: no new requests, no new jobs, then everything that they needed. */
  close(): Promise<void>;
}

/**
 * API and worker in this process, over the database of DATABASE_URL or the embedded one.
 * @param options.onStep is told what comes next, for people who wait.
 */
export async function startServer(options: {
  config: Config;
  log: Logger;
  onStep?: (text: string) => void;
}): Promise<RunningServer> {
  const { config, log, onStep = () => undefined } = options;
  const closers: (() => Promise<void>)[] = [];
  const close = async () => {
    for (const closer of closers.splice(0).reverse()) await closer();
  };
  try {
    onStep(config.database.url ? 'Connecting to the database' : 'Starting the embedded PostgreSQL');
    const database = await openDatabaseServer(config, log);
    closers.push(() => database.stop());
    onStep('Bringing the database up to date');
    await migrate({ url: database.url, log });

    const late: { app?: App; fallback?: Fallback; origin: string } = { origin: config.http.publicUrl ?? '' };
    const services = await openServices({
      config,
      databaseUrl: database.url,
      role: 'request',
      log,
      origin: () => late.origin,
    });
    closers.push(() => services.close());

    const listening = await serveApp(
      (request, env) => (late.app ? late.app.fetch(request, env) : new Response(null, { status: 503 })),
      {
        host: config.http.host,
        port: config.http.port,
        log,
        answerFirst: (request, response, next) =>
          late.app ? late.app.answerKnown(request, response, next) : next(),
      },
    );
    closers.push(() => listening.close());
    late.origin ||= `http://localhost:${listening.port}`;

    const metrics = createMetrics();
    const app = createApp({
      services,
      metrics,
      tusStore: new TusStore({
        storage: services.storage,
        records: createUploadRecords(services),
        expiresAfterMs: uploadLifeMs,
      }),
      handleTrpc: createTrpcHandler(services, {
        parseOutputs: config.environment !== 'production',
        metrics,
      }),
      fallback: (request) =>
        late.fallback?.(request) ?? Response.json({ message: 'Nothing is here.' }, { status: 404 }),
    });
    late.app = app;
    closers.push(app.close);

    const worker = await startWorker(services, metrics);
    closers.push(() => worker.stop());
    return {
      origin: late.origin,
      port: listening.port,
      databaseUrl: database.url,
      services,
      serveBeside: (fallback) => {
        late.fallback = fallback;
      },
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}
