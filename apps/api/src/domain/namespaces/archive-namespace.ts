import type { Namespace } from '@vitrine/schema';
import { type Transaction, transaction } from '../../db/transaction.ts';
import { authorize } from '../identity/can.ts';
import { recordChange } from '../record-change.ts';
import type { CallerScope } from '../scope.ts';
import { getNamespace } from './get-namespace.ts';

/**
 * Takes a namespace out of use: its keys, tokens and sessions are refused and its files are not served, also the public
 * ones. Nothing is deleted, also not by the clock. Archiving twice changes nothing.
 * @throws MediaError `not-found`, `auth.denied` for all but the operator.
 */
export function archiveNamespace(scope: CallerScope, input: { id: string }): Promise<Namespace> {
  return setArchived(scope, input.id, true);
}

/** Reopening gives back time to as many files as there are. */
const TIMEOUT_MS = 120_000;

/** The same for the way back: what the clock was to take has as much time left as it had. */
export async function setArchived(scope: CallerScope, id: string, isArchived: boolean): Promise<Namespace> {
  await getNamespace(scope, { id });
  authorize(scope.actor, 'namespace.archive');
  const work = async (tx: Transaction): Promise<void> => {
    const [before] = await tx.$queryRaw<{ since: Date | null }[]>`
      select archived_at as since from namespace where id = ${id}::uuid for no key update`;
    const { count } = await tx.namespace.updateMany({
      where: { id, archivedAt: isArchived ? null : { not: null } },
      data: { archivedAt: isArchived ? scope.now() : null, updatedAt: scope.now() },
    });
    if (count === 0) return;
    if (before?.since) await giveBackTime(tx, scope, id, before.since);
    await recordChange(tx, scope, {
      action: isArchived ? 'namespace.archived' : 'namespace.reopened',
      entity: 'namespace',
      ids: [id],
      event: 'namespace.changed',
      namespaceId: id,
    });
  };
  await transaction(scope, work, { timeoutMs: TIMEOUT_MS });
  scope.authenticator.forget();
  return getNamespace(scope, { id });
}

/** The time in the archive does not count: nobody could take a file out of the trash meanwhile. */
async function giveBackTime(tx: Transaction, scope: CallerScope, id: string, since: Date): Promise<void> {
  await tx.$executeRaw`select set_config('statement_timeout', ${String(TIMEOUT_MS)}, true)`;
  const now = scope.now();
  await tx.$executeRaw`
    update media set purge_after = purge_after + (${now}::timestamptz - ${since}::timestamptz),
      temporary_until = temporary_until + (${now}::timestamptz - ${since}::timestamptz),
      review_expires_at = review_expires_at + (${now}::timestamptz - ${since}::timestamptz)
    where namespace_id = ${id}::uuid and purge_started_at is null
      and (purge_after is not null or temporary_until is not null or review_expires_at is not null)`;
}
