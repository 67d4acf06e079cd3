import type { EventType } from '@vitrine/schema';
import type { Transaction } from '../db/transaction.ts';
import { type Detail, makeDetail, recordDetails } from './audit/record-details.ts';
import type { Difference } from './describe-difference.ts';
import type { CallerScope } from './scope.ts';

export interface Change {
  /** What was done, in the past tense: `media.trashed`. */
  action: string;
  /** The kind of thing it was done to: `media`, `tag`, `api_key`. */
  entity: string;
  ids: readonly string[];
  /** What streams and webhooks are told; without it nobody is. */
  event?: EventType;
  /** The ids that the event names where they are others than `ids`. */
  eventIds?: readonly string[];
  reason?: string;
  /** What of it is not as it was: kept beside the entry, so that it can be erased and the entry stays. */
  difference?: Difference | null;
  /** Where the actor works in none, as an operator does. */
  namespaceId?: string;
}

/**
 * Writes what happened into the audit and the outbox. Call it once, in the transaction of the change itself: then
 * neither a change without its record nor a record without its change can exist.
 */
export async function recordChange(
  tx: Transaction,
  scope: Pick<CallerScope, 'actor' | 'namespace' | 'requestId' | 'newId'>,
  ...changes: Change[]
): Promise<void> {
  const { actor, requestId } = scope;
  const namespaceOf = (change: Change) => change.namespaceId ?? scope.namespace?.id ?? null;
  // In one statement whatever their number: bulk work writes thousands.
  const details: Detail[] = [];
  const hashOf = (id: string, { difference }: Change): string | null => {
    if (!difference) return null;
    const { detail, hash } = makeDetail(id, difference);
    details.push(detail);
    return hash;
  };
  const entries = changes.flatMap((change) =>
    change.ids.map((entityId) => {
      const id = scope.newId();
      return {
        id,
        detail_hash: hashOf(id, change),
        namespace_id: namespaceOf(change),
        actor_kind: actor.kind === 'operator' ? 'key' : actor.kind,
        actor_id: actor.userId ?? actor.keyId,
        action: change.action,
        entity: change.entity,
        entity_id: entityId,
        reason: change.reason ?? null,
        request_id: requestId,
      };
    }),
  );
  if (entries.length > 0) {
    await tx.$executeRaw`
      insert into audit_entry (id, namespace_id, actor_kind, actor_id, action, entity, entity_id, reason, request_id,
        detail_hash)
      select * from jsonb_to_recordset(${JSON.stringify(entries)}::jsonb) as e (id uuid, namespace_id uuid,
        actor_kind text, actor_id text, action text, entity text, entity_id text, reason text, request_id text,
        detail_hash text)`;
    await recordDetails(tx, details);
  }
  const events = changes.flatMap((change) => {
    const namespaceId = namespaceOf(change);
    const entityIds = [...(change.eventIds ?? change.ids)];
    if (!change.event || namespaceId === null || entityIds.length === 0) return [];
    return [{ id: scope.newId(), namespaceId, type: change.event, entityIds, requestId }];
  });
  if (events.length > 0) await tx.outboxEvent.createMany({ data: events });
}
