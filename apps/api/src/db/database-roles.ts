import type pg from 'pg';
import { findDatabaseFault } from '../errors/database-fault.ts';

/** Owns tables and queue, runs migrations. */
export const ownerRole = 'vitrine_owner';
/** What every process works as: no DDL, and the audit can only be added to. */
export const appRole = 'vitrine_app';

/** Whether this connection may `SET ROLE role`; false also where there is no such role. */
export async function mayActAs(client: pg.ClientBase, role: string): Promise<boolean> {
  // Since PostgreSQL 16 being a member and being allowed to SET ROLE are two things.
  const { rows } = await client.query<{ may: boolean }>(
    `select exists (
       select from pg_roles where rolname = $1 and pg_has_role(current_user, oid,
         case when current_setting('server_version_num')::int >= 160000 then 'SET' else 'MEMBER' end)) as may`,
    [role],
  );
  return rows[0]?.may === true;
}

/** Makes both roles where they are missing and lets the login role act as them.
 *  Answers false, and leaves nothing half done, where the login role may not do that. */
export async function ensureRoles(client: pg.ClientBase): Promise<boolean> {
  for (let attempt = 1; ; attempt += 1) {
    await client.query('begin');
    try {
      await makeRoles(client);
      await client.query('commit');
      return true;
    } catch (error) {
      await client.query('rollback');
      const code = findDatabaseFault(error)?.code;
      if (code === '42501') return false;
      // Roles belong to the server: a runner in another of its databases may have been a moment earlier.
      const wasRaced = code === '23505' || code === '42710' || code === 'XX000';
      if (!wasRaced || attempt === 5) throw error;
    }
  }
}

async function makeRoles(client: pg.ClientBase): Promise<void> {
  for (const role of [ownerRole, appRole]) {
    const { rowCount } = await client.query('select from pg_roles where rolname = $1', [role]);
    if (rowCount === 0) await client.query(`create role ${role} nologin`);
    if (!(await mayActAs(client, role))) await client.query(`grant ${role} to current_user`);
  }
  const { rows } = await client.query<{ database: string; owns: boolean }>(
    `select quote_ident(current_database()) as database,
       has_database_privilege('${ownerRole}', current_database(), 'CREATE')
         and has_schema_privilege('${ownerRole}', 'public', 'CREATE') as owns`,
  );
  if (rows[0] && !rows[0].owns) {
    await client.query(`grant create on database ${rows[0].database} to ${ownerRole}`);
    await client.query(`grant usage, create on schema public to ${ownerRole}`);
    // A GRANT that may not be given is only a warning of the server: look.
    const granted = await client.query(
      `select where has_database_privilege('${ownerRole}', current_database(), 'CREATE')
         and has_schema_privilege('${ownerRole}', 'public', 'CREATE')`,
    );
    if (granted.rowCount === 0)
      throw Object.assign(new Error('grants were ignored'), { severity: 'ERROR', code: '42501' });
  }
}
