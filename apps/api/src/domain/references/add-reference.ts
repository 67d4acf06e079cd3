import type { AddReferenceInput, SyncReferencesResult } from '@vitrine/schema';
import type * as z from 'zod';
import { transaction } from '../../db/transaction.ts';
import { authorize } from '../identity/can.ts';
import type { Scope } from '../scope.ts';
import { requireUsable } from './require-usable.ts';
import { recordUses } from './sync-references.ts';
import { upsertContent } from './upsert-content.ts';

/** Adds one use. Adding what is there already changes nothing.
 *  @throws MediaError `not-found`, `gone`: see requireUsable. */
export async function addReference(
  scope: Scope,
  input: z.output<typeof AddReferenceInput>,
): Promise<z.output<typeof SyncReferencesResult>> {
  authorize(scope.actor, 'reference.change');
  const { mediaId, fieldPath } = input;
  return transaction(scope, async (tx) => {
    const contentItemId = await upsertContent(tx, scope, input.content);
    const use = { namespaceId: scope.namespace.id, contentItemId, mediaId, fieldPath };
    if ((await tx.reference.count({ where: use })) > 0) return { added: 0, removed: 0, unchanged: 1 };
    await requireUsable(tx, scope, [mediaId]);
    await tx.reference.create({ data: { id: scope.newId(), ...use } });
    await recordUses(tx, scope, contentItemId, [use]);
    return { added: 1, removed: 0, unchanged: 0 };
  });
}
