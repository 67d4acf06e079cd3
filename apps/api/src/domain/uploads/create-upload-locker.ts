import { setTimeout as delay } from 'node:timers/promises';
import { ERRORS, type Lock, type Locker, MemoryLocker } from '@tus/server';
import pg from 'pg';
import type { Services } from '../scope.ts';

const retryEveryMs = 100;
const patienceMs = 10_000;

export interface UploadLocker extends Locker {
  close(): Promise<void>;
}

/**
 * Lets one request at a time write to an upload: within this process by memory, where a new request makes the old one
 * let go; between processes by an advisory lock of the database. All advisory locks stand on one connection of their
 * own, so that slow uploads do not use up the pool; where it is lost, the database has let go of them.
 */
export function createUploadLocker({ db, log }: Pick<Services, 'db' | 'log'>): UploadLocker {
  const memory = new MemoryLocker();
  let connecting: Promise<pg.Client> | null = null;

  function connection(): Promise<pg.Client> {
    connecting ??= connect();
    return connecting;
  }

  async function connect(): Promise<pg.Client> {
    const client = new pg.Client({ connectionString: db.url, application_name: 'vitrine upload locks' });
    client.on('error', (error) => {
      log.warn({ err: error }, 'the connection of the upload locks was lost');
      connecting = null;
    });
    try {
      await client.connect();
      return client;
    } catch (error) {
      connecting = null;
      throw error;
    }
  }

  async function acquire(id: string, signal: AbortSignal): Promise<pg.Client> {
    const giveUpAt = performance.now() + patienceMs;
    for (;;) {
      const client = await connection();
      const { rows } = await client.query<{ got: boolean }>(
        'select pg_try_advisory_lock(hashtextextended($1, 0)) as got',
        [id],
      );
      if (rows[0]?.got) return client;
      if (performance.now() > giveUpAt) throw Object.assign(new Error('locked'), ERRORS.ERR_LOCK_TIMEOUT);
      await delay(retryEveryMs, undefined, { signal });
    }
  }

  return {
    newLock(id): Lock {
      const inProcess = memory.newLock(id);
      let holder: pg.Client | null = null;
      return {
        async lock(signal, requestRelease) {
          await inProcess.lock(signal, requestRelease);
          try {
            holder = await acquire(id, signal);
          } catch (error) {
            await inProcess.unlock();
            throw error;
          }
        },
        async unlock() {
          const client = holder;
          holder = null;
          try {
            // Of another connection than ours by now, the lock is gone already.
            if (client && connecting && client === (await connecting)) {
              await client.query('select pg_advisory_unlock(hashtextextended($1, 0))', [id]);
            }
          } finally {
            await inProcess.unlock();
          }
        },
      };
    },
    async close() {
      const client = await connecting;
      connecting = null;
      await client?.end();
    },
  };
}
