import { createHash } from 'node:crypto';
import type { Database } from '../../db/open-database.ts';

/** Before the first seal. */
export const firstHash = '0'.repeat(64);
const PAGE = 5000;

/** Entries of one era whose transactions are numbered from `from` up to, and without, `through`. */
export interface SealRange {
  era: number;
  from: string;
  through: string;
}

/**
 * The hash over the entries of a range in the order of their transactions, and over the hash before it. They are final:
 * no transaction of the range runs any more.
 */
export async function hashEntries(
  { pool }: Database,
  { era, from, through }: SealRange,
  previousHash: string,
): Promise<{ hash: string; count: number }> {
  const hash = createHash('sha256').update(`${previousHash}\n`);
  let count = 0;
  let last = { xid: from, id: '00000000-0000-0000-0000-000000000000' };
  for (;;) {
    const { rows } = await pool.query<{ xid: string; id: string; text: string }>(
      `select transaction_id::text as xid, id, audit_entry_text(e) as text from audit_entry e
       where era = $1 and transaction_id < $3::xid8
         and (transaction_id, id) > ($2::xid8, $4::uuid)
       order by transaction_id, id limit ${PAGE}`,
      [era, last.xid, through, last.id],
    );
    for (const { text } of rows) hash.update(`${text}\n`);
    count += rows.length;
    const end = rows.at(-1);
    if (!end || rows.length < PAGE) return { hash: hash.digest('hex'), count };
    last = end;
  }
}
