import { setTimeout as delay } from 'node:timers/promises';
import { findDatabaseFault } from '../errors/database-fault.ts';
import type { Prisma } from './generated/client.ts';
import type { Database } from './open-database.ts';

/** Prisma's client inside a transaction. Also runs raw SQL: `tx.$queryRaw`, `tx.$executeRaw`. */
export type Transaction = Prisma.TransactionClient;

const maxRetries = 3;

/** Runs `work` in one READ COMMITTED transaction. A deadlock or a serialisation failure is retried three times, so
 *  `work` must do nothing but SQL: no files, no network, no changes to what it closes over.
 *  @param timeoutMs of one attempt, 15 s unless told. */
export async function transaction<T>(
  scope: { db: Database },
  work: (tx: Transaction) => Promise<T>,
  options: { timeoutMs?: number } = {},
): Promise<T> {
  return retryConflicts(() =>
    scope.db.prisma.$transaction(work, { timeout: options.timeoutMs ?? 15_000, maxWait: 5000 }),
  );
}

/** Runs a statement that is a transaction by itself; a deadlock or a serialisation failure is retried three times. */
export async function retryConflicts<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (attempt === maxRetries || !isWorthRetrying(error)) throw error;
      // Those that met shall not meet again at once: full jitter over a doubling span.
      await delay(Math.random() * 25 * 2 ** attempt);
    }
  }
}

function isWorthRetrying(error: unknown): boolean {
  const code = findDatabaseFault(error)?.code;
  if (code !== undefined) return code === '40P01' || code === '40001';
  return error instanceof Error && 'code' in error && error.code === 'P2034';
}
