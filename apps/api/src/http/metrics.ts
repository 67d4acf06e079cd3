import { createHash, timingSafeEqual } from 'node:crypto';
import type { Handler, MiddlewareHandler } from 'hono';
import ipaddr from 'ipaddr.js';
import type { Services } from '../domain/scope.ts';
import { readStorageByNamespace } from '../domain/stats/read-storage-by-namespace.ts';
import { MediaError } from '../errors/media-error.ts';
import type { Metrics } from '../observability/create-metrics.ts';
import type { HttpEnv } from './http-env.ts';

/** `/metrics` for whoever knows the token; without one, for this machine itself. Everyone else sees nothing there. */
export function metricsRoute(services: Services, metrics: Metrics): Handler<HttpEnv> {
  const { token } = services.config.metrics;
  return async (c) => {
    const isAllowed =
      token === null
        ? isLoopback(c.env.incoming?.socket.remoteAddress) && !c.req.header('x-forwarded-for')
        : isSame(c.req.header('authorization') ?? '', `Bearer ${token}`);
    if (!isAllowed) throw new MediaError('not-found');
    metrics.setStorageBytes(await readStorageByNamespace(services));
    return c.body(await metrics.registry.metrics(), 200, { 'Content-Type': metrics.registry.contentType });
  };
}

/** Times requests by the pattern of their route: a label per path would never end. */
export function timeRequests(metrics: Metrics): MiddlewareHandler<HttpEnv> {
  return async (c, next) => {
    const startedAt = performance.now();
    await next();
    metrics.httpRequestDurationSeconds.observe(
      { method: c.req.method, route: routeOf(c.req.path), status: String(c.res.status) },
      (performance.now() - startedAt) / 1000,
    );
  };
}

const routes = ['trpc', 'upload', 'uploads', 'files', 'i', 'zip', 'health', 'metrics'];

function routeOf(path: string): string {
  const first = path.split('/', 2)[1] ?? '';
  return routes.includes(first) ? `/${first}` : 'other';
}

function isLoopback(address: string | undefined): boolean {
  return address !== undefined && ipaddr.isValid(address) && ipaddr.process(address).range() === 'loopback';
}

function isSame(given: string, expected: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(expected));
}
