import { type Namespace, NamespaceSettings, type UpdateNamespaceInput } from '@vitrine/schema';
import type * as z from 'zod';
import { transaction } from '../../db/transaction.ts';
import { MediaError } from '../../errors/media-error.ts';
import { authorize } from '../identity/can.ts';
import { recordChange } from '../record-change.ts';
import type { CallerScope } from '../scope.ts';
import { getNamespace } from './get-namespace.ts';
import { reachableNamespace } from './reachable-namespace.ts';

/**
 * Changes what is there in the input; settings one by one. The default level holds for what is uploaded from now on.
 * @throws MediaError `not-found`, `auth.denied`: only an operator sets a quota.
 */
export async function updateNamespace(
  scope: CallerScope,
  input: z.output<typeof UpdateNamespaceInput>,
): Promise<Namespace> {
  const { id, settings, quotaBytes, ...fields } = input;
  const where = reachableNamespace(scope, id);
  authorize(scope.actor, 'namespace.change');
  if (quotaBytes !== undefined) authorize(scope.actor, 'namespace.set-quota');
  await transaction(scope, async (tx) => {
    const before = await tx.namespace.findFirst({
      where: { ...where, archivedAt: null },
      select: { settings: true },
    });
    if (!before) throw new MediaError('not-found', { id });
    await tx.namespace.update({
      where: { id },
      data: {
        ...fields,
        ...(quotaBytes !== undefined && { quotaBytes }),
        ...(settings && { settings: { ...NamespaceSettings.parse(before.settings), ...settings } }),
        updatedAt: scope.now(),
      },
    });
    await recordChange(tx, scope, {
      action: 'namespace.updated',
      entity: 'namespace',
      ids: [id],
      namespaceId: id,
    });
  });
  return getNamespace(scope, { id });
}
