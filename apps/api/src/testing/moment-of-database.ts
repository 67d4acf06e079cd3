import type { Database } from '../db/open-database.ts';

/**
 * The database's own clock, a moment after all that was done until here and before all that comes. It steps by
 * milliseconds where times are stored, so there is one to wait for on both sides.
 */
export async function momentOfDatabase({ pool }: Pick<Database, 'pool'>): Promise<string> {
  const { rows } = await pool.query<{ at: Date }>(
    "select clock_timestamp() + interval '1 ms' as at, pg_sleep(0.003)",
  );
  return rows[0]?.at.toISOString() ?? '';
}
