import type { Config } from './config/config.ts';
import { newId } from './db/new-id.ts';
import { openDatabase } from './db/open-database.ts';
import { openDomain } from './domain/open-domain.ts';
import type { Services } from './domain/scope.ts';
import { loadSigningKeys } from './load-signing-keys.ts';
import type { Logger } from './observability/logger.ts';
import { createDecodePool } from './processing/decode-pool.ts';
import { openStorage } from './storage/open-storage.ts';

export type OpenServices = Services & { close(): Promise<void> };

/**
 * The composition root: all that a process of Vitrine is made of, from its configuration.
 * @param options.origin by which browsers reach this instance; asked for late, because a free port is known late.
 */
export async function openServices(options: {
  config: Config;
  databaseUrl: string;
  role: 'request' | 'worker';
  log: Logger;
  origin: () => string;
}): Promise<OpenServices> {
  const { config, databaseUrl, role, log, origin } = options;
  const opened: { close(): Promise<void> }[] = [];
  const keep = <Part extends { close(): Promise<void> }>(part: Part): Part => {
    opened.unshift(part);
    return part;
  };
  const close = async () => {
    for (const part of opened.splice(0)) await part.close();
  };
  try {
    const db = keep(await openDatabase({ url: databaseUrl, role, log }));
    const storage = keep(await openStorage(config.storage));
    const decodePool = keep(createDecodePool({ videoBackend: config.processing.videoBackend }));
    const signingKeys = await loadSigningKeys(config);
    const ground = {
      config,
      db,
      storage,
      decodePool,
      log,
      signingKeys,
      origin,
      now: () => new Date(),
      newId,
    };
    return { ...keep(await openDomain(ground)), close };
  } catch (error) {
    await close();
    throw error;
  }
}
