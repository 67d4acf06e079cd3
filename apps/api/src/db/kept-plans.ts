import { createHash } from 'node:crypto';
import type pg from 'pg';

/** Each connection keeps so many plans of statements that people put together: those that were used last. */
export const MAX_KEPT_PLANS = 300;

const PREFIX = 'kept-';

/** What the types of pg leave out: which statements a connection has prepared, and how it lets go of one. */
interface Prepared {
  connection: {
    parsedStatements: Record<string, string>;
    close(message: { type: 'S'; name: string }): void;
  };
}

/** Names by text, the one that was used last at the end. */
const names = new Map<string, string>();
const inUse = new Set<string>();
/** How often a name was given up. */
let givenUp = 0;

/**
 * A name under which PostgreSQL keeps the plan of a statement, for as long as it is among the last that were used. It is always the
 * same for a text, so a connection that has it still goes on with it.
 */
export function nameStatement(text: string): string {
  const name =
    names.get(text) ?? `${PREFIX}${createHash('sha256').update(text).digest('base64url').slice(0, 32)}`;
  names.delete(text);
  names.set(text, name);
  inUse.add(name);
  const [oldest] = names;
  if (names.size > MAX_KEPT_PLANS && oldest) {
    names.delete(oldest[0]);
    inUse.delete(oldest[1]);
    givenUp += 1;
  }
  return name;
}

/**
 * Has the connections of a pool let go of plans whose names were given up. A connection does so when it is taken the next time: the
 * message goes with those of the query, so nobody waits for it.
 */
export function forgetOldPlans(pool: pg.Pool): void {
  const seen = new WeakMap<pg.PoolClient, number>();
  pool.on('acquire', (client) => {
    if (seen.get(client) === givenUp) return;
    seen.set(client, givenUp);
    const { connection } = client as unknown as Prepared;
    for (const name of Object.keys(connection.parsedStatements)) {
      if (!name.startsWith(PREFIX) || inUse.has(name)) continue;
      connection.close({ type: 'S', name });
      delete connection.parsedStatements[name];
    }
  });
}
