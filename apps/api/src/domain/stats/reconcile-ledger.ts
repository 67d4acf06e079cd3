import { type Transaction, transaction } from '../../db/transaction.ts';
import { loadNamespace } from '../namespaces/load-namespace.ts';
import { recordChange } from '../record-change.ts';
import { type Scope, type Services, systemScope } from '../scope.ts';
import { correctCounters, correctUses } from './correct-counters.ts';

const TIMEOUT_MS = 10 * 60_000;

/** What was found and put right. */
export interface Corrections {
  /** Namespaces whose ledger told other bytes than are stored, or held. */
  ledgers: number;
  /** Counts of files, and of uses, that were not what there is. */
  counters: number;
  /** Files that lists took to be used more or less often than they are. */
  uses: number;
}

/**
 * Counts again what is derived, namespace by namespace, and puts right what has drifted: the ledger of bytes, the counters,
 * how often a file is used in the order of lists. What is being written meanwhile counts on both sides or on neither. Where
 * nothing drifted, nothing is locked and nothing written.
 */
export async function reconcileLedger(
  services: Services,
  requestId: string,
  signal?: AbortSignal,
): Promise<Corrections> {
  const found: Corrections = { ledgers: 0, counters: 0, uses: 0 };
  const { rows } = await services.db.pool.query<{ id: string }>('select id from namespace order by id');
  for (const { id } of rows) {
    if (signal?.aborted) break;
    const scope = systemScope(services, await loadNamespace(services, id), requestId);
    const inOne = <T>(work: (tx: Transaction) => Promise<T>) =>
      transaction(scope, work, { timeoutMs: TIMEOUT_MS });
    if (await hasDrifted(scope)) found.ledgers += await inOne((tx) => correctLedger(tx, scope));
    found.counters += await inOne((tx) => correctCounters(tx, scope));
    found.uses += await inOne((tx) => correctUses(tx, scope));
  }
  return found;
}

interface Ledger {
  used_bytes: bigint;
  reserved_bytes: bigint;
  used: bigint;
  reserved: bigint;
}

/** Asked in one moment: rows and ledger are written by the same transactions, so they agree in each. */
async function hasDrifted({ db, namespace }: Scope): Promise<boolean> {
  const ledger = await readLedger(db.prisma, namespace.id);
  return ledger !== undefined && isWrong(ledger);
}

const isWrong = (ledger: Ledger) =>
  ledger.used_bytes !== ledger.used || ledger.reserved_bytes !== ledger.reserved;

/** Uploads that end in this moment wait for the ledger, and book on top of what is right. */
async function correctLedger(tx: Transaction, scope: Scope): Promise<number> {
  const namespaceId = scope.namespace.id;
  await tx.$queryRaw`select from namespace_usage where namespace_id = ${namespaceId}::uuid for update`;
  const ledger = await readLedger(tx, namespaceId);
  if (!ledger || !isWrong(ledger)) return 0;
  await tx.namespaceUsage.update({
    where: { namespaceId },
    data: { usedBytes: ledger.used, reservedBytes: ledger.reserved },
  });
  const difference = {
    before: { usedBytes: Number(ledger.used_bytes), reservedBytes: Number(ledger.reserved_bytes) },
    after: { usedBytes: Number(ledger.used), reservedBytes: Number(ledger.reserved) },
  };
  const change = { action: 'namespace.ledger-corrected', entity: 'namespace', ids: [namespaceId] };
  await recordChange(tx, scope, { ...change, difference });
  scope.log.warn({ namespaceId, ...difference }, 'the ledger of bytes had drifted');
  return 1;
}

async function readLedger(
  client: Pick<Transaction, '$queryRaw'>,
  namespaceId: string,
): Promise<Ledger | undefined> {
  const [ledger] = await client.$queryRaw<Ledger[]>`
    select u.used_bytes, u.reserved_bytes,
      (select coalesce(sum(b.size_bytes), 0)::bigint from blob b
        where b.namespace_id = u.namespace_id and b.state = 'active') as used,
      (select coalesce(sum(p.reserved_bytes), 0)::bigint from upload p
        where p.namespace_id = u.namespace_id and p.reserved_bytes <> 0) as reserved
    from namespace_usage u where u.namespace_id = ${namespaceId}::uuid`;
  return ledger;
}
