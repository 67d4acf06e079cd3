import { findDatabaseFault } from '../../errors/database-fault.ts';
import type { Services } from '../scope.ts';
import { firstHash, hashEntries } from './read-sealed.ts';

interface LastSeal {
  number: number;
  era: number;
  through: string;
  hash: string;
}

/** Above every number of a transaction. */
const endOfEra = '18446744073709551615';

/**
 * Seals what was written into the audit by transactions that are over, each era for itself: nobody waits for it, and no
 * entry can come into a sealed range any more. Two at a time seal it once.
 * @returns how many entries.
 */
export async function sealAudit({ db, now }: Pick<Services, 'db' | 'now'>): Promise<number> {
  const { rows: seals } = await db.pool.query<LastSeal>(
    'select number, era, through_xid::text as through, hash from audit_seal order by number desc limit 1',
  );
  const { rows: eras } = await db.pool.query<{ newest: number; xmin: string }>(
    'select audit_era() as newest, pg_snapshot_xmin(pg_current_snapshot())::text as xmin',
  );
  const { newest = 0, xmin = '0' } = eras[0] ?? {};
  let last: LastSeal = seals[0] ?? { number: 0, era: 1, through: '0', hash: firstHash };
  let sealed = 0;
  for (let era = last.era; era <= newest; era += 1) {
    const from = era === last.era ? last.through : '0';
    // Nobody writes into an era that is over.
    const through = era < newest ? endOfEra : xmin;
    const { hash, count } = await hashEntries(db, { era, from, through }, last.hash);
    if (count === 0) continue;
    const number = last.number + 1;
    try {
      await db.pool.query(
        `insert into audit_seal (number, era, through_xid, entry_count, previous_hash, hash, sealed_at)
         values ($1, $2, $3::xid8, $4, $5, $6, $7)`,
        [number, era, through, count, last.hash, hash, now()],
      );
    } catch (error) {
      // Somebody else sealed it meanwhile.
      if (findDatabaseFault(error)?.code === '23505') return sealed;
      throw error;
    }
    last = { number, era, through, hash };
    sealed += count;
  }
  return sealed;
}
