-- Run by the migration runner at every start, as the owner of the tables: whatever migrations made, vitrine_app may use.
-- All of it may run again. Where roles can not be made the runner leaves it out, and triggers hold what must hold.

do $$
declare
  relation record;
  called regprocedure;
begin
  -- Only what is ours: the database may hold tables of others.
  for relation in
    select c.oid::regclass as name, c.relkind, c.relrowsecurity, c.oid
    from pg_class c
    where c.relnamespace in ('public'::regnamespace, 'graphile_worker'::regnamespace)
      and c.relowner = current_user::regrole and c.relname <> '_prisma_migrations'
  loop
    if relation.relkind in ('r', 'p') then
      execute format('grant select, insert, update, delete on %s to vitrine_app', relation.name);
    elsif relation.relkind in ('v', 'm') then
      execute format('grant select on %s to vitrine_app', relation.name);
    elsif relation.relkind = 'S' then
      execute format('grant usage on sequence %s to vitrine_app', relation.name);
    end if;
    -- The queue's tables carry row security without a policy: to any role but their owner they would be empty.
    if relation.relrowsecurity
      and not exists (select from pg_policy where polrelid = relation.oid and polname = 'vitrine_app') then
      execute format('create policy vitrine_app on %s to vitrine_app using (true) with check (true)', relation.name);
    end if;
  end loop;
  -- Functions too, and nobody else may call them. A trigger's function is called by its table, whoever writes.
  for called in
    select p.oid from pg_proc p
    where p.pronamespace = 'public'::regnamespace and p.proowner = current_user::regrole
      and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e')
  loop
    execute format('revoke execute on function %s from public', called);
    if (select prorettype <> 'trigger'::regtype from pg_proc where oid = called) then
      execute format('grant execute on function %s to vitrine_app', called);
    end if;
  end loop;
end $$;

grant usage on schema public, graphile_worker to vitrine_app;

revoke update, delete, truncate on audit_entry, audit_seal, erasure from vitrine_app;
revoke update, truncate on audit_detail from vitrine_app;

-- A database that was restored into another server meets lower transaction numbers than its seals name: what is
-- written from now on belongs to a new era, whose seals begin at the lowest.
do $$
declare
  last record;
begin
  select era, through_xid into last from audit_seal order by number desc limit 1;
  if found and last.through_xid > pg_snapshot_xmax(pg_current_snapshot()) then
    execute format('create or replace function public.audit_era() returns integer
      language sql stable parallel safe return %s', last.era + 1);
    -- What its events saw is said in numbers of the other server: whoever comes back with one of them loads anew.
    update outbox_event set snapshot = null where snapshot is not null;
  end if;
end $$;

-- Who writes as a host is for the owner to say.
revoke insert, update, delete, truncate on host_role from vitrine_app;
