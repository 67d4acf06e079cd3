import type { AuditVerification } from '@vitrine/schema';
import type { Services } from '../scope.ts';
import { firstHash, hashEntries } from './read-sealed.ts';

const MAX_PROBLEMS = 10;

interface Seal {
  number: number;
  era: number;
  through: string;
  entry_count: number;
  previous_hash: string;
  hash: string;
}

/**
 * Reads every sealed entry again: each seal must follow the one before it and hold the hash of its entries. What no seal
 * covers must be of transactions that none can cover yet.
 * @param expected a head that was written down elsewhere: it must be one of the seals.
 */
export async function verifyAudit(
  { db }: Pick<Services, 'db'>,
  expected?: string,
): Promise<AuditVerification> {
  const { rows: seals } = await db.pool.query<Seal>(
    `select number, era, through_xid::text as through, entry_count, previous_hash, hash
     from audit_seal order by number`,
  );
  const problems: string[] = [];
  let previous = { number: 0, era: 1, through: '0', hash: firstHash };
  let sealedEntries = 0;
  const sealedEras = new Map<number, string>();
  for (const seal of seals) {
    const { number, era, through } = seal;
    if (number !== previous.number + 1) problems.push(`A seal is missing before number ${number}.`);
    if (seal.previous_hash !== previous.hash)
      problems.push(`Seal ${number} does not follow the one before it.`);
    const from = era === previous.era ? previous.through : '0';
    const found = await hashEntries(db, { era, from, through }, seal.previous_hash);
    if (found.count !== seal.entry_count)
      problems.push(`Seal ${number} was made of ${seal.entry_count} entries; there are ${found.count}.`);
    else if (found.hash !== seal.hash) problems.push(`An entry of seal ${number} was changed.`);
    sealedEntries += found.count;
    sealedEras.set(era, through);
    previous = { number, era, through, hash: seal.hash };
  }
  const { rows } = await db.pool.query<{ unsealed: string; impossible: string; outside: string }>(
    `select count(*) filter (where is_later) as unsealed,
       count(*) filter (where is_later and (transaction_id is null or era > audit_era()
         or (era = audit_era() and transaction_id >= pg_snapshot_xmax(pg_current_snapshot())))) as impossible,
       count(*) filter (where not is_later and (sealed.through is null or transaction_id >= sealed.through)) as outside
     from (
       select *, transaction_id is null or era > $1 or (era = $1 and transaction_id >= $2::xid8) as is_later
       from audit_entry) e
     left join unnest($3::int[], $4::text[]::xid8[]) as sealed (sealed_era, through) on sealed_era = era`,
    [previous.era, previous.through, [...sealedEras.keys()], [...sealedEras.values()]],
  );
  const { unsealed = '0', impossible = '0', outside = '0' } = rows[0] ?? {};
  if (Number(impossible) > 0) problems.push(`${impossible} entries name a transaction that never was.`);
  if (Number(outside) > 0)
    problems.push(`${outside} entries lie before the last seal, and no seal covers them.`);
  const changed = await countChangedDetails(db);
  if (changed > 0) problems.push(`${changed} details are not what their entries say.`);
  if (expected !== undefined && !seals.some(({ hash }) => hash === expected))
    problems.push('The head that was expected is not among the seals.');
  return {
    isIntact: problems.length === 0,
    seals: seals.length,
    sealedEntries,
    unsealedEntries: Number(unsealed),
    head: seals.at(-1)?.hash ?? null,
    problems: problems.slice(0, MAX_PROBLEMS),
  };
}

/** Details that were erased are missing, which is as it should be; what is there must be what was hashed. */
async function countChangedDetails({ pool }: Services['db']): Promise<number> {
  const { rows } = await pool.query<{ count: string }>(
    `select count(*) from audit_detail d join audit_entry e on e.id = d.entry_id
     where e.detail_hash is distinct from
       encode(sha256(convert_to(d.salt || E'\\n' || d.before::text || E'\\n' || d.after::text, 'UTF8')), 'hex')`,
  );
  return Number(rows[0]?.count ?? 0);
}
