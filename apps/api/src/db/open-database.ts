import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import type { Logger } from '../observability/logger.ts';
import { appRole, mayActAs } from './database-roles.ts';
import { PrismaClient } from './generated/client.ts';
import { forgetOldPlans } from './kept-plans.ts';

export interface Database {
  /** For hot lists, with named statements, and for LISTEN on a client of its own. */
  pool: pg.Pool;
  /**
   * Connections that plan a named statement once and never for its values. For statements that leave PostgreSQL no
   * choice: with the tables that a page is read from, planning takes as long as reading.
   */
  lists: pg.Pool;
  /** The connections of `pool` behind the typed client. */
  prisma: PrismaClient;
  url: string;
  close(): Promise<void>;
}

const limits = {
  request: { connections: 10, lists: 6, statementTimeoutMs: 10_000 },
  // Two jobs with two connections each, the queue's own, and the heartbeat, which must never wait.
  worker: { connections: 7, lists: 1, statementTimeoutMs: 300_000 },
} as const;

const oldestServer = 150_000;

/** Opens the pools. `role` is what it serves: requests give up after 10 s, jobs after 5 minutes.
 *  All connections act as vitrine_app, which owns nothing; where that role is not there, as who the URL names.
 *  @throws Error when the server does not answer or is older than PostgreSQL 15. */
export async function openDatabase(options: {
  url: string;
  role: keyof typeof limits;
  log: Logger;
}): Promise<Database> {
  const { url, log } = options;
  const { connections, lists: listing, statementTimeoutMs } = limits[options.role];
  const hasRole = await checkServer(url);
  if (!hasRole) log.warn('the role vitrine_app can not be used: only triggers keep the audit unchanged');

  const open = (max: number, settings: Record<string, string> = {}) => {
    const opened = new pg.Pool({
      connectionString: url,
      max,
      connectionTimeoutMillis: 5000,
      application_name: `vitrine ${options.role}`,
      options: sessionSettings({
        ...(hasRole && { role: appRole }),
        statement_timeout: String(statementTimeoutMs),
        idle_in_transaction_session_timeout: '15000',
        default_transaction_isolation: 'read committed',
        timezone: 'UTC',
        jit: 'off',
        ...settings,
      }),
    });
    watchConnections(opened, log);
    forgetOldPlans(opened);
    return opened;
  };
  const pool = open(connections);
  const lists = open(listing, { plan_cache_mode: 'force_generic_plan' });

  const prisma = new PrismaClient({ adapter: new PrismaPg(pool) });
  return {
    pool,
    lists,
    prisma,
    url,
    async close() {
      await prisma.$disconnect();
      await Promise.all([pool.end(), lists.end()]);
    },
  };
}

/** Whether vitrine_app can be used. */
async function checkServer(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  await client.connect();
  try {
    const { rows } = await client.query<{ version: string }>(
      "select current_setting('server_version_num') as version",
    );
    const version = Number(rows[0]?.version);
    if (version < oldestServer) {
      throw new Error(
        `Vitrine needs PostgreSQL 15 or later; this server is ${Math.floor(version / 10_000)}.`,
      );
    }
    return await mayActAs(client, appRole);
  } finally {
    await client.end();
  }
}

/** A connection that the server ends is replaced when one is needed; unheard, its error would end the process. */
export function watchConnections(pool: pg.Pool, log: Logger): void {
  const tell = (error: Error) => log.warn({ err: error }, 'a database connection was lost');
  // One event for connections at rest, another for those at work.
  pool.on('error', tell);
  pool.on('connect', (client) => client.on('error', tell));
}

/** Start-up options of a connection; spaces in a value are escaped as the protocol wants it. */
export function sessionSettings(settings: Record<string, string>): string {
  return Object.entries(settings)
    .map(([name, value]) => `-c ${name}=${value.replace(/[\\ ]/g, '\\$&')}`)
    .join(' ');
}
