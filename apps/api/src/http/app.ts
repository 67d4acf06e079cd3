import { Hono } from 'hono';
import { createOriginCheck } from '../domain/namespaces/create-origin-check.ts';
import { createDeliveryLookup } from '../domain/renditions/create-delivery-lookup.ts';
import { createHotCache } from '../domain/renditions/create-hot-cache.ts';
import { createTransformStore } from '../domain/renditions/create-transform-store.ts';
import type { Services } from '../domain/scope.ts';
import { createUploadLocker } from '../domain/uploads/create-upload-locker.ts';
import type { Metrics } from '../observability/create-metrics.ts';
import { withRequestContext } from '../observability/request-context.ts';
import type { TusStore } from '../storage/tus-store.ts';
import { allowOrigins } from './allow-origins.ts';
import { answerKnownFiles } from './answer-known-files.ts';
import { checkHost, redirectToHttps } from './check-host.ts';
import { clientAddress } from './client-address.ts';
import { fileRoute } from './files.ts';
import { healthRoutes } from './health.ts';
import type { HttpEnv } from './http-env.ts';
import { imageRoute } from './images.ts';
import { limitBody } from './limit-body.ts';
import { metricsRoute, timeRequests } from './metrics.ts';
import { answerNotFound, answerProblem } from './problem.ts';
import { generousLimits, type RateLimits, rateLimit } from './rate-limit.ts';
import { securityHeaders } from './security-headers.ts';
import type { AnswerFirst } from './serve-app.ts';
import { sessionOf } from './session-cookie.ts';
import { sessionRoutes } from './sessions.ts';
import { tusRoute } from './tus.ts';
import { uploadRoute } from './upload.ts';
import { zipRoute } from './zip.ts';

interface AppParts {
  services: Services;
  metrics: Metrics;
  tusStore: TusStore;
  handleTrpc: (
    request: Request,
    context: { requestId: string; session: string | undefined },
  ) => Promise<Response>;
  rateLimits?: RateLimits;
  /** What stands at all other paths: a host that lives in the same process. */
  fallback?: (request: Request) => Response | Promise<Response>;
}

export interface App {
  /** Sends files that need no question before anything else looks at the request. */
  answerKnown: AnswerFirst;
  fetch(request: Request, env?: object): Response | Promise<Response>;
  close(): Promise<void>;
}

/** All that browsers of other origins may call, and that is counted. */
const doorPaths = [
  '/trpc/*',
  '/upload',
  '/uploads',
  '/uploads/*',
  '/files/*',
  '/i/*',
  '/zip/*',
  '/exports/*',
];

/** The console's, which is served from here: no other origin may call it. */
const consolePath = '/auth/*';

const maxCallBytes = 2 * 1024 * 1024;

/** A request id is ours unless it is one that a proxy may well have given. */
const givenId = /^[A-Za-z0-9_-]{8,64}$/;

/** Puts the doors of the house together; it decides nothing itself. */
export function createApp(parts: AppParts): App {
  const { services, metrics, fallback } = parts;
  const { http } = services.config;
  const lookup = createDeliveryLookup(services);
  const delivery = {
    services,
    lookup,
    hot: createHotCache(services, services.config.files.hotCacheBytes),
    transforms: createTransformStore(services),
  };
  const app = new Hono<HttpEnv>();

  app.use(async (c, next) => {
    const given = c.req.header('x-request-id');
    const requestId = given && givenId.test(given) ? given : services.newId();
    const isForwardedTls = http.trustedProxies > 0 && c.req.header('x-forwarded-proto') === 'https';
    c.set('requestId', requestId);
    c.set('log', services.log);
    c.set('protocol', isForwardedTls || c.req.url.startsWith('https:') ? 'https' : 'http');
    c.set(
      'clientAddress',
      clientAddress(
        c.env?.incoming?.socket.remoteAddress,
        c.req.header('x-forwarded-for'),
        http.trustedProxies,
      ),
    );
    await withRequestContext({ requestId }, next);
  });
  app.use(timeRequests(metrics));
  app.use(securityHeaders(http.hstsSeconds));
  app.use(checkHost(http, services.origin));
  if (http.httpsRedirect) app.use(redirectToHttps(services.origin));

  app.route('/health', healthRoutes(services));
  app.get('/metrics', metricsRoute(services, metrics));

  const origins = allowOrigins(createOriginCheck(services));
  const limited = rateLimit(parts.rateLimits ?? generousLimits, services.origin);
  for (const path of doorPaths) app.use(path, origins, limited);
  app.use(consolePath, limited);
  app.route('/auth', sessionRoutes(services));
  app.use('/trpc/*', limitBody(maxCallBytes));
  app.all('/trpc/*', (c) =>
    parts.handleTrpc(c.req.raw, { requestId: c.var.requestId, session: sessionOf(c, services.origin()) }),
  );
  app.post('/upload', uploadRoute(services, metrics));
  const locker = createUploadLocker(services);
  const tus = tusRoute(services, metrics, { store: parts.tusStore, locker });
  app.all('/uploads', tus);
  app.all('/uploads/:id', tus);
  app.get('/files/:target/:name', fileRoute(delivery));
  app.get('/i/:grant/:options/:file', imageRoute(delivery));
  const download = zipRoute(delivery);
  app.get('/zip/:task', download);
  app.get('/exports/:task', download);
  for (const path of [...doorPaths, consolePath]) app.all(path, answerNotFound);

  app.onError((error, c) => answerProblem(c, error));
  app.notFound((c) => (fallback ? fallback(c.req.raw) : answerNotFound(c)));
  return {
    answerKnown: answerKnownFiles(delivery, metrics),
    fetch: (request, env) => app.fetch(request, env ?? {}),
    async close() {
      lookup.close();
      await locker.close();
    },
  };
}
