import type { ContentState, SyncReferencesResult } from '@vitrine/schema';
import type * as z from 'zod';
import { transaction } from '../../db/transaction.ts';
import { authorize } from '../identity/can.ts';
import { recordChange } from '../record-change.ts';
import type { Scope } from '../scope.ts';

/** Forgets a piece of content and all its uses: in every locale and state, or only in those that are named. */
export async function removeContent(
  scope: Scope,
  input: { type: string; id: string; locale?: string | undefined; state?: ContentState | undefined },
): Promise<z.output<typeof SyncReferencesResult>> {
  authorize(scope.actor, 'reference.change');
  const namespaceId = scope.namespace.id;
  return transaction(scope, async (tx) => {
    // Locked in the order of their ids: a save of the same page waits here, or we for it.
    const items = await tx.$queryRaw<{ id: string }[]>`
      select id from content_item
      where namespace_id = ${namespaceId}::uuid and type = ${input.type} and external_id = ${input.id}
        and (${input.locale ?? null}::text is null or locale = ${input.locale ?? null})
        and (${input.state ?? null}::text is null or state = ${input.state ?? null})
      order by id for update`;
    const ids = items.map(({ id }) => id);
    if (ids.length === 0) return { added: 0, removed: 0, unchanged: 0 };
    const ofItems = { namespaceId, contentItemId: { in: ids } };
    const uses = await tx.reference.findMany({ where: ofItems, select: { mediaId: true } });
    await tx.reference.deleteMany({ where: ofItems });
    await tx.contentItem.deleteMany({ where: { namespaceId, id: { in: ids } } });
    await recordChange(tx, scope, {
      action: 'content.removed',
      entity: 'content_item',
      ids,
      event: 'reference.changed',
      eventIds: [...new Set(uses.map(({ mediaId }) => mediaId))],
    });
    return { added: 0, removed: uses.length, unchanged: 0 };
  });
}
