import type pg from 'pg';

/** What a database holds that Prisma can't say, one line for each thing, in one order on every server version:
 *  generated columns, collations, checks, keys, indexes, functions, triggers, views and what vitrine_app may do. */
export async function describeCatalog(client: pg.ClientBase): Promise<string> {
  await client.query("set search_path = ''");
  const lines: string[] = [];
  for (const [title, sql] of Object.entries(queries)) {
    const { rows } = await client.query<{ line: string }>(sql);
    lines.push(`## ${title}`, ...rows.map(({ line }) => line.replace(/\s+/g, ' ').trim()).sort(), '');
  }
  return lines.join('\n');
}

const ours = `
  c.relnamespace = 'public'::regnamespace and c.relname <> '_prisma_migrations'
  and not exists (select from pg_catalog.pg_depend d where d.objid = c.oid and d.deptype = 'e')`;

const queries = {
  'generated columns and collations': `
    select c.relname || '.' || a.attname || coalesce(' collate ' || nullif(co.collname, 'default'), '')
      || case when a.attgenerated <> '' then ' generated ' || pg_catalog.pg_get_expr(d.adbin, d.adrelid) else '' end as line
    from pg_catalog.pg_class c
    join pg_catalog.pg_attribute a on a.attrelid = c.oid and a.attnum > 0
    left join pg_catalog.pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
    left join pg_catalog.pg_collation co on co.oid = a.attcollation
    where ${ours} and c.relkind = 'r' and (a.attgenerated <> '' or nullif(co.collname, 'default') is not null)`,
  constraints: `
    select c.relname || ' ' || k.conname || ' ' || pg_catalog.pg_get_constraintdef(k.oid) as line
    from pg_catalog.pg_constraint k join pg_catalog.pg_class c on c.oid = k.conrelid
    where ${ours} and k.contype in ('c', 'f', 'p', 'u', 'x')`,
  indexes: `
    select pg_catalog.pg_get_indexdef(i.indexrelid) as line
    from pg_catalog.pg_index i join pg_catalog.pg_class c on c.oid = i.indrelid where ${ours}`,
  functions: `
    select case p.pronamespace when 'public'::regnamespace then '' else 'vitrine.' end || p.proname || '(' || pg_catalog.pg_get_function_identity_arguments(p.oid) || ') returns '
      || pg_catalog.pg_get_function_result(p.oid) || ' ' || l.lanname || ' volatility ' || p.provolatile::text
      || case when p.prosecdef then ' security definer' else '' end
      || case when exists (
           select from pg_catalog.aclexplode(coalesce(p.proacl, pg_catalog.acldefault('f', p.proowner))) acl where acl.grantee = 0
         ) then '' else ' by grant' end
      || case when exists (
           select from pg_catalog.aclexplode(p.proacl) acl where acl.grantee = 'vitrine_app'::regrole
         ) then ' for vitrine_app' else '' end
      || coalesce(' ' || array_to_string(p.proconfig, ' '), '')
      || ' md5 ' || md5(p.prosrc || coalesce(pg_catalog.pg_get_function_sqlbody(p.oid), '')) as line
    from pg_catalog.pg_proc p join pg_catalog.pg_language l on l.oid = p.prolang
    where p.pronamespace in ('public'::regnamespace, 'vitrine'::regnamespace)
      and not exists (select from pg_catalog.pg_depend d where d.objid = p.oid and d.deptype = 'e')`,
  triggers: `
    select pg_catalog.pg_get_triggerdef(t.oid) as line
    from pg_catalog.pg_trigger t join pg_catalog.pg_class c on c.oid = t.tgrelid where ${ours} and not t.tgisinternal`,
  // Since PostgreSQL 16 columns are printed without the name of their table where one is enough.
  views: `
    select c.relname || ' md5 '
      || md5(pg_catalog.regexp_replace(pg_catalog.pg_get_viewdef(c.oid), '\\m[a-z_]+\\.|\\s+', '', 'g')) as line
    from pg_catalog.pg_class c where ${ours} and c.relkind in ('v', 'm')`,
  'text search': `
    select cfg.cfgname || ' ' || t.alias || ' ' || string_agg(d.dictname, ', ' order by m.mapseqno) as line
    from pg_catalog.pg_ts_config cfg
    join pg_catalog.pg_ts_config_map m on m.mapcfg = cfg.oid
    join pg_catalog.pg_ts_dict d on d.oid = m.mapdict
    join lateral pg_catalog.ts_token_type(cfg.cfgparser) t on t.tokid = m.maptokentype
    where cfg.cfgnamespace = 'public'::regnamespace group by cfg.cfgname, t.alias`,
  'granted to vitrine_app': `
    select n.nspname || '.' || c.relname || ' ' || string_agg(acl.privilege_type, ', ' order by acl.privilege_type) as line
    from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
    cross join lateral pg_catalog.aclexplode(c.relacl) acl
    where n.nspname in ('public', 'graphile_worker') and acl.grantee = 'vitrine_app'::regrole group by n.nspname, c.relname`,
};
