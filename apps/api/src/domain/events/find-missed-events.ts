import * as z from 'zod';
import type { Scope } from '../scope.ts';
import { type HubEvent, type OutboxRow, OVERLAP_SECONDS, toHubEvent } from './create-event-hub.ts';

const MAX_MISSED = 1000;

/**
 * What was committed after an event, and a little before: a transaction that began earlier can commit later, so
 * "everything with a greater id" would lose events. Empty for an id that is unknown or no longer kept.
 */
export async function findMissedEvents(scope: Scope, lastEventId: string): Promise<HubEvent[]> {
  if (!z.uuid().safeParse(lastEventId).success) return [];
  const { rows } = await scope.db.pool.query<OutboxRow>(
    `select e.id, e.namespace_id, e.type, e.entity_ids, e.created_at
     from outbox_event last
     join outbox_event e on e.namespace_id = last.namespace_id and e.id <> last.id
       and e.created_at > last.created_at - make_interval(secs => $3)
     where last.id = $2 and last.namespace_id = $1
     order by e.created_at, e.id limit ${MAX_MISSED}`,
    [scope.namespace.id, lastEventId, OVERLAP_SECONDS],
  );
  return rows.flatMap((row) => toHubEvent(row) ?? []);
}
