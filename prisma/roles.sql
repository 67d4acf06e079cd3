-- Run by the migration runner after every start, as the login role: whatever the migrations made, vitrine_app may use it.
-- Everything here may run again. Where roles can not be created the runner leaves it out; triggers hold what must hold.

grant usage on schema public to vitrine_app;
grant select, insert, update, delete on all tables in schema public to vitrine_app;
grant usage on all sequences in schema public to vitrine_app;
grant execute on all functions in schema public to vitrine_app;

revoke update, delete, truncate on audit_entry from vitrine_app;
revoke all on _prisma_migrations from vitrine_app;
revoke update, delete on namespace from vitrine_app;
grant update (name, settings, default_access_level, quota_bytes, text_search_config, archived_at, updated_at)
  on namespace to vitrine_app;
revoke insert, update, delete on storage_usage_by_namespace from vitrine_app;

-- The queue's tables carry row security without a policy: to any role but their owner they are empty.
grant usage on schema graphile_worker to vitrine_app;
grant select, insert, update, delete on all tables in schema graphile_worker to vitrine_app;
grant usage on all sequences in schema graphile_worker to vitrine_app;
grant execute on all functions in schema graphile_worker to vitrine_app;

do $$
declare
  relation regclass;
begin
  for relation in
    select c.oid from pg_class c
    where c.relnamespace = 'graphile_worker'::regnamespace and c.relrowsecurity
      and not exists (select from pg_policy p where p.polrelid = c.oid and p.polname = 'vitrine_app')
  loop
    execute format('create policy vitrine_app on %s to vitrine_app using (true) with check (true)', relation);
  end loop;
end $$;
