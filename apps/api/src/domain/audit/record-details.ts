import { createHash, randomBytes } from 'node:crypto';
import type { Transaction } from '../../db/transaction.ts';
import type { Difference } from '../describe-difference.ts';

/** A difference as it is kept: exactly this text was hashed. */
export interface Detail {
  entry_id: string;
  salt: string;
  before: string;
  after: string;
}

/** @returns what is kept beside an entry, and the hash of it that the entry carries for ever. */
export function makeDetail(entryId: string, { before, after }: Difference): { detail: Detail; hash: string } {
  const detail = {
    entry_id: entryId,
    // Few words may be hidden behind a hash: without a salt they could be found by trying.
    salt: randomBytes(16).toString('hex'),
    before: JSON.stringify(before),
    after: JSON.stringify(after),
  };
  const text = `${detail.salt}\n${detail.before}\n${detail.after}`;
  return { detail, hash: createHash('sha256').update(text).digest('hex') };
}

export async function recordDetails(tx: Transaction, details: readonly Detail[]): Promise<void> {
  if (details.length === 0) return;
  await tx.$executeRaw`
    insert into audit_detail (entry_id, salt, before, after)
    select entry_id, salt, before::json, after::json
    from jsonb_to_recordset(${JSON.stringify(details)}::jsonb) as d (entry_id uuid, salt text, before text, after text)`;
}
