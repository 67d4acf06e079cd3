import { EventType } from '@vitrine/schema';
import type { HubEvent } from './create-event-hub.ts';

export interface OutboxRow {
  id: string;
  namespace_id: string;
  type: string;
  entity_ids: string[];
  created_at: Date;
}

export const outboxColumns = 'id, namespace_id, type, entity_ids, created_at';

/** A condition for rows whose transaction a snapshot of the database did not see, however long it had run by then. */
export const notSeenIn = (snapshot: string): string =>
  `transaction_id >= pg_snapshot_xmin(${snapshot}::pg_snapshot)
   and not pg_visible_in_snapshot(transaction_id, ${snapshot}::pg_snapshot)`;

/**
 * Of rows that a query names `missed`, an order in which no row comes after one whose transaction saw it: whoever breaks off somewhere goes on there. Of two
 * snapshots with the same end the later one is that in which fewer still ran.
 */
export const inOrderOfCommit =
  'pg_snapshot_xmax(missed.snapshot), (select count(*) from pg_snapshot_xip(missed.snapshot)) desc, missed.id';

/** null for a type that this version does not know. */
export function toHubEvent(row: OutboxRow): HubEvent | null {
  const type = EventType.safeParse(row.type);
  if (!type.success) return null;
  return {
    id: row.id,
    namespaceId: row.namespace_id,
    type: type.data,
    ids: row.entity_ids,
    at: row.created_at,
  };
}
