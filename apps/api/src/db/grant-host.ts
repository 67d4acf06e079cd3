import pg from 'pg';
import { mayActAs } from './database-roles.ts';

/** What a host's database role may call, and nothing else of ours. */
const functions = ['vitrine.references_sync(jsonb)', 'vitrine.references_remove_content(jsonb)'].join(', ');

/**
 * Lets a database role of a host write references of one namespace in its own transactions; a role that had another
 * namespace has this one then.
 * @throws Error where there is no such role or namespace, or the login role may not act as the owner of the tables.
 */
export async function grantHost(options: {
  url: string;
  roleName: string;
  namespaceSlug: string;
}): Promise<void> {
  const { url, roleName, namespaceSlug } = options;
  await asOwner(url, async (client) => {
    const role = await client.query('select from pg_roles where rolname = $1', [roleName]);
    if (role.rowCount === 0) {
      throw new Error(
        `The database has no role ${roleName}. Make it first: create role ${pg.escapeIdentifier(roleName)} login.`,
      );
    }
    const { rowCount } = await client.query(
      `insert into public.host_role (role_name, namespace_id)
       select $1, id from public.namespace where slug = $2
       on conflict (role_name) do update set namespace_id = excluded.namespace_id`,
      [roleName, namespaceSlug],
    );
    if (rowCount === 0)
      throw new Error(`There is no namespace ${namespaceSlug}. Its slug stands in the console.`);
    await client.query(`grant usage on schema vitrine to ${pg.escapeIdentifier(roleName)}`);
    await client.query(`grant execute on function ${functions} to ${pg.escapeIdentifier(roleName)}`);
  });
}

/** Takes it back. @returns whether the role had it. */
export async function revokeHost(options: { url: string; roleName: string }): Promise<boolean> {
  const { url, roleName } = options;
  let had = false;
  await asOwner(url, async (client) => {
    const { rowCount } = await client.query('delete from public.host_role where role_name = $1', [roleName]);
    had = rowCount === 1;
    const role = await client.query('select from pg_roles where rolname = $1', [roleName]);
    if (role.rowCount === 0) return;
    await client.query(`revoke execute on function ${functions} from ${pg.escapeIdentifier(roleName)}`);
    await client.query(`revoke usage on schema vitrine from ${pg.escapeIdentifier(roleName)}`);
  });
  return had;
}

/** In one transaction, as whoever owns the functions: only they may give rights to them. */
async function asOwner(url: string, work: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = new pg.Client({
    connectionString: url,
    application_name: 'vitrine grant-host',
    connectionTimeoutMillis: 10_000,
  });
  await client.connect();
  try {
    const { rows } = await client.query<{ owner: string; is_self: boolean }>(
      `select proowner::regrole::name as owner, proowner = current_user::regrole as is_self
       from pg_proc where oid = to_regprocedure('vitrine.references_sync(jsonb)')`,
    );
    const found = rows[0];
    if (!found) throw new Error('This database is not up to date. Run `vitrine migrate` first.');
    if (!found.is_self && (await mayActAs(client, found.owner)))
      await client.query(`set role ${pg.escapeIdentifier(found.owner)}`);
    await client.query('begin');
    try {
      await work(client);
      await client.query('commit');
    } catch (error) {
      await client.query('rollback');
      throw error;
    }
  } finally {
    await client.end();
  }
}
