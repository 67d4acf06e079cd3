import type { Namespace, UpdateNamespaceInput } from '@vitrine/schema';
import type * as z from 'zod';
import { transaction } from '../../db/transaction.ts';
import { authorize } from '../identity/can.ts';
import { recordChange } from '../record-change.ts';
import type { CallerScope } from '../scope.ts';
import { getNamespace } from './get-namespace.ts';

/** Changes the fields that are there. Requests that are on their way may know the old ones for a second.
 *  @throws MediaError `not-found`, `auth.denied`; the quota is the operator's alone. */
export async function updateNamespace(
  scope: CallerScope,
  input: z.output<typeof UpdateNamespaceInput>,
): Promise<Namespace> {
  const { id, settings, quotaBytes, ...fields } = input;
  const present = await getNamespace(scope, { id });
  authorize(scope.actor, 'namespace.change');
  if (quotaBytes !== undefined) authorize(scope.actor, 'namespace.set-quota');
  const origins = settings?.origins?.map((origin) => new URL(origin).origin);
  await transaction(scope, async (tx) => {
    await tx.namespace.update({
      where: { id },
      data: {
        ...fields,
        ...(quotaBytes !== undefined && { quotaBytes }),
        ...(settings && {
          settings: {
            ...present.settings,
            ...settings,
            ...(origins && { origins }),
            review: { ...present.settings.review, ...settings.review },
          },
        }),
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
