import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { grantHost } from '../db/grant-host.ts';

export interface HostRole extends AsyncDisposable {
  name: string;
  /** A connection of the host, as whom `name` says. */
  connect(): Promise<pg.Client>;
}

/** A database role as a host on the same PostgreSQL has one, with a table of its own; granted to a namespace if named. */
export async function addHostRole(url: string, namespaceSlug?: string): Promise<HostRole> {
  const name = `host_${randomBytes(6).toString('hex')}`;
  const owner = new pg.Client({ connectionString: url });
  await owner.connect();
  await owner.query(`create role ${name} login password 'host'`);
  await owner.query(`create schema ${name} authorization ${name}`);
  await owner.query(`create table ${name}.page (id text primary key, title text not null)`);
  await owner.query(`alter table ${name}.page owner to ${name}`);
  if (namespaceSlug !== undefined) await grantHost({ url, roleName: name, namespaceSlug });
  const clients: pg.Client[] = [];
  return {
    name,
    async connect() {
      const hostUrl = new URL(url);
      hostUrl.username = name;
      hostUrl.password = 'host';
      const client = new pg.Client({ connectionString: hostUrl.href });
      // Some tests end it from the other side.
      client.on('error', () => undefined);
      await client.connect();
      await client.query(`set search_path = ${name}`);
      clients.push(client);
      return client;
    },
    async [Symbol.asyncDispose]() {
      await Promise.allSettled(clients.map((client) => client.end()));
      await owner.query(`drop owned by ${name} cascade`);
      await owner.query(`drop role ${name}`);
      await owner.end();
    },
  };
}
