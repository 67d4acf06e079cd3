import type { Services } from '../scope.ts';

/** A million files take about a minute; what takes so much longer is broken. */
const TIMEOUT_MS = 1_200_000;

/**
 * Counts the words of a namespace anew, in a transaction with a time limit of its own. Where somebody else is at it,
 * nothing is done: theirs is as new.
 */
export async function refreshVocabulary(
  { db }: Pick<Services, 'db'>,
  { namespaceId }: { namespaceId: string },
): Promise<void> {
  const client = await db.pool.connect();
  let fault: Error | undefined;
  try {
    await client.query('begin');
    await client.query(`set local statement_timeout = ${TIMEOUT_MS}`);
    const { rows } = await client.query<{ is_free: boolean }>(
      "select pg_try_advisory_xact_lock(hashtextextended('vocabulary' || $1, 0)) as is_free",
      [namespaceId],
    );
    if (rows[0]?.is_free) await client.query('select refresh_vocabulary($1)', [namespaceId]);
    await client.query('commit');
  } catch (error) {
    fault = error instanceof Error ? error : new Error('A statement failed.', { cause: error });
    throw error;
  } finally {
    // One that failed is closed: that ends its transaction.
    client.release(fault);
  }
}
