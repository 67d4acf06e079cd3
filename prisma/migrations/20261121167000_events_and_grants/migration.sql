-- By which a stream that comes back knows what it has not heard: all that this event's transaction did not see yet.
-- Older rows have none, so whoever comes back with one of them loads anew.
alter table outbox_event add column snapshot pg_snapshot;
alter table outbox_event alter column snapshot set default pg_current_snapshot();

DROP INDEX "outbox_event_namespace_id_created_at_id_idx";
CREATE INDEX "outbox_event_namespace_id_transaction_id_idx" ON "outbox_event"("namespace_id", "transaction_id");

-- PostgreSQL lets everybody call a new function. Ours are for the application; hosts are given two of schema vitrine.
-- Without pg_temp at the end of a path, what a caller keeps for the session would be found first.
do $$
declare
  ours record;
begin
  for ours in
    select p.oid::regprocedure as name, p.prorettype = 'trigger'::regtype as is_trigger,
      p.proconfig @> array['search_path=pg_catalog, public'] as has_open_path
    from pg_proc p
    where p.pronamespace = 'public'::regnamespace and p.proowner = current_user::regrole
      and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e')
  loop
    execute format('revoke execute on function %s from public', ours.name);
    if not ours.is_trigger and exists (select from pg_roles where rolname = 'vitrine_app') then
      execute format('grant execute on function %s to vitrine_app', ours.name);
    end if;
    if ours.has_open_path then
      execute format('alter function %s set search_path = pg_catalog, public, pg_temp', ours.name);
    end if;
  end loop;
end $$;
