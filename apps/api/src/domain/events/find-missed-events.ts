import * as z from 'zod';
import type { Scope } from '../scope.ts';
import type { HubEvent } from './create-event-hub.ts';
import { inOrderOfCommit, notSeenIn, type OutboxRow, outboxColumns, toHubEvent } from './outbox-row.ts';

/** More than these are not told one by one. */
const MAX_MISSED = 1000;

/**
 * All that was committed after an event was written, so also what a transaction did that began long before and ended
 * after it. null where that can not be told: it is too much, or the event is unknown or no longer kept.
 */
export async function findMissedEvents(scope: Scope, lastEventId: string): Promise<HubEvent[] | null> {
  if (!z.uuid().safeParse(lastEventId).success) return null;
  const { pool } = scope.db;
  // Of a database that was restored into another server, where transactions are numbered anew, it says nothing.
  const { rows: known } = await pool.query<{ snapshot: string }>(
    `select snapshot::text as snapshot from outbox_event
     where id = $2 and namespace_id = $1
       and pg_snapshot_xmax(snapshot) <= pg_snapshot_xmax(pg_current_snapshot())`,
    [scope.namespace.id, lastEventId],
  );
  const [last] = known;
  if (!last) return null;
  const { rows } = await pool.query<OutboxRow>(
    `select ${outboxColumns} from (
       select * from outbox_event
       where namespace_id = $1 and id <> $2 and ${notSeenIn('$3')} limit ${MAX_MISSED + 1}) missed
     order by ${inOrderOfCommit}`,
    [scope.namespace.id, lastEventId, last.snapshot],
  );
  return rows.length > MAX_MISSED ? null : rows.flatMap((row) => toHubEvent(row) ?? []);
}
