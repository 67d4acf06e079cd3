import { Hono } from 'hono';
import type { Services } from '../domain/scope.ts';
import { checkHealth, type Health } from '../domain/stats/check-health.ts';
import type { HttpEnv } from './http-env.ts';

/** Probes come by the second from several sides; what they cost must not depend on that. */
const freshMs = 2000;

/**
 * `/health` and `/health/ready` say whether this process can do its work, `/health/live` that it runs at all.
 * Nothing else is told: no versions, no texts of errors.
 */
export function healthRoutes(services: Services): Hono<HttpEnv> {
  let hasVideoBackend: boolean | null = null;
  let isAsking = false;
  const askForVideoBackend = () => {
    if (isAsking) return;
    isAsking = true;
    services.decodePool.run('video.backend', {}).then(
      (name) => {
        hasVideoBackend = name !== null;
      },
      (error: unknown) => {
        isAsking = false;
        services.log.warn({ err: error }, 'no decoder could say whether films can be read');
      },
    );
  };
  let cached: { at: number; health: Promise<Health> } | null = null;
  const read = () => {
    askForVideoBackend();
    const at = performance.now();
    if (!cached || at - cached.at > freshMs) cached = { at, health: checkHealth(services, hasVideoBackend) };
    return cached.health;
  };
  const app = new Hono<HttpEnv>();
  app.get('/live', (c) => c.json({ status: 'healthy' }, 200, { 'Cache-Control': 'no-store' }));
  app.on('GET', ['/', '/ready'], async (c) => {
    const health = await read();
    return c.json(health, health.status === 'unhealthy' ? 503 : 200, { 'Cache-Control': 'no-store' });
  });
  return app;
}
