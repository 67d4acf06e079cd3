import { setTimeout as delay } from 'node:timers/promises';
import type { Services } from '../scope.ts';
import { compareStorageMark } from '../storage/compare-storage-mark.ts';

type ServiceState = 'healthy' | 'unhealthy';

export interface Health {
  status: ServiceState;
  /** ISO. */
  timestamp: string;
  services: { database: ServiceState; storage: ServiceState; queue: ServiceState };
  /** What the work goes on without. */
  optional: {
    /** Decodes the frames that films are shown by. */
    videoFrames: 'available' | 'missing' | 'unknown';
    /** Removes objects without a row. `stopped` while the storage is not marked as that of this database. */
    orphanSweep: 'on' | 'stopped' | 'unknown';
  };
}

/** A service that takes longer than this to answer a trifle is as good as down. */
const patienceMs = 3000;

/**
 * Asks database, storage and queue for a trifle each, all at once. Never throws; the reasons go to the log.
 * @param hasVideoBackend null while it is not known: it must not wait for decoders at work.
 */
export async function checkHealth(services: Services, hasVideoBackend: boolean | null): Promise<Health> {
  const { db, storage, log } = services;
  const check = async (name: string, ask: () => Promise<unknown>): Promise<ServiceState> => {
    const giveUp = new AbortController();
    try {
      await Promise.race([
        ask(),
        delay(patienceMs, undefined, { signal: giveUp.signal }).then(() => {
          throw new Error(`${name} did not answer in time`);
        }),
      ]);
      return 'healthy';
    } catch (error) {
      log.warn({ err: error, service: name }, 'a health check failed');
      return 'unhealthy';
    } finally {
      giveUp.abort();
    }
  };
  let orphanSweep: Health['optional']['orphanSweep'] = 'unknown';
  const [database, storageState, queue] = await Promise.all([
    check('database', () => db.pool.query('select 1')),
    check('storage', () => storage.checkHealth()),
    check('queue', () => db.pool.query('select 1 from graphile_worker.jobs limit 1')),
    check('storage mark', async () => {
      orphanSweep = (await compareStorageMark(services)).state === 'another' ? 'stopped' : 'on';
    }),
  ]);
  const states = { database, storage: storageState, queue };
  return {
    status: Object.values(states).every((state) => state === 'healthy') ? 'healthy' : 'unhealthy',
    timestamp: services.now().toISOString(),
    services: states,
    optional: {
      videoFrames: hasVideoBackend === null ? 'unknown' : hasVideoBackend ? 'available' : 'missing',
      orphanSweep,
    },
  };
}
