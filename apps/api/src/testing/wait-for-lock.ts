import { expect } from 'vitest';
import type { Database } from '../db/open-database.ts';

/** Until so many in this database wait for locks of other transactions. */
export async function waitForLock({ pool }: Pick<Database, 'pool'>, count = 1): Promise<void> {
  const waiting = async () => {
    const { rowCount } = await pool.query(
      `select from pg_stat_activity a
       where a.datname = current_database() and exists (select from pg_locks l where l.pid = a.pid and not l.granted)`,
    );
    return rowCount;
  };
  await expect.poll(waiting, { interval: 10 }).toBeGreaterThanOrEqual(count);
}
