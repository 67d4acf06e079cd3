import type { Namespace } from '@vitrine/schema';
import { transaction } from '../../db/transaction.ts';
import { authorize } from '../identity/can.ts';
import { recordChange } from '../record-change.ts';
import type { CallerScope } from '../scope.ts';
import { getNamespace } from './get-namespace.ts';

/**
 * Takes a namespace out of use: its keys, tokens and sessions are refused and its files are not served, also the public
 * ones. Nothing is deleted. Archiving twice changes nothing.
 * @throws MediaError `not-found`, `auth.denied` for all but the operator.
 */
export function archiveNamespace(scope: CallerScope, input: { id: string }): Promise<Namespace> {
  return setArchived(scope, input.id, true);
}

/** The same for the way back. */
export async function setArchived(scope: CallerScope, id: string, isArchived: boolean): Promise<Namespace> {
  await getNamespace(scope, { id });
  authorize(scope.actor, 'namespace.archive');
  await transaction(scope, async (tx) => {
    const { count } = await tx.namespace.updateMany({
      where: { id, archivedAt: isArchived ? null : { not: null } },
      data: { archivedAt: isArchived ? scope.now() : null, updatedAt: scope.now() },
    });
    if (count === 0) return;
    await recordChange(tx, scope, {
      action: isArchived ? 'namespace.archived' : 'namespace.reopened',
      entity: 'namespace',
      ids: [id],
      event: 'namespace.changed',
      namespaceId: id,
    });
  });
  scope.authenticator.forget();
  return getNamespace(scope, { id });
}
