-- By which a stream that comes back knows what it has not heard: all that this event's transaction did not see yet.
-- Older rows have none, so whoever comes back with one of them loads anew.
alter table outbox_event add column snapshot pg_snapshot;
alter table outbox_event alter column snapshot set default pg_current_snapshot();

DROP INDEX "outbox_event_namespace_id_created_at_id_idx";
CREATE INDEX "outbox_event_namespace_id_transaction_id_idx" ON "outbox_event"("namespace_id", "transaction_id");
