import type { Services } from '../scope.ts';

/** How long an origin that was just added or taken away may go unnoticed. */
const freshMs = 2000;

/**
 * Tells whether a browser's page may call: its exact origin is in the configuration, is this instance itself, or was
 * set by a namespace. A preflight carries no credential, so which namespace it is for is not known yet: the token
 * decides that.
 */
export function createOriginCheck(services: Services): (origin: string) => Promise<boolean> {
  const { config, db } = services;
  const fixed = new Set(config.http.corsOrigins);
  let cached: { at: number; origins: Promise<Set<string>> } | null = null;

  async function load(): Promise<Set<string>> {
    const { rows } = await db.pool.query<{ origin: string }>(
      `select distinct jsonb_array_elements_text(settings -> 'origins') as origin
       from namespace where archived_at is null and jsonb_typeof(settings -> 'origins') = 'array'`,
    );
    return new Set(rows.map(({ origin }) => origin.replace(/\/$/, '')));
  }

  return async (origin) => {
    if (fixed.has(origin) || origin === services.origin()) return true;
    const at = performance.now();
    if (!cached || at - cached.at > freshMs) cached = { at, origins: load() };
    return (await cached.origins).has(origin);
  };
}
