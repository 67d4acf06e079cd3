import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import type { Mutant } from './mutant.ts';

declare global {
  var vitrineMutant: string | undefined;
  var vitrineMutants: Set<string> | undefined;
}

/** A library with one guard less. */
export interface Mutated extends Disposable {
  /** How long everybody pauses where the mutant says so, in ms. */
  pauseMs: number;
  /** Whether what was changed has been run at all; always true for what the database does by itself. */
  readonly wasMet: boolean;
}

const isCallback = (value: unknown): value is Query => typeof value === 'function';

type Query = (...args: unknown[]) => unknown;

/**
 * Takes a guard away from a library that nobody else uses.
 * @param library.url of its database, as whoever owns it.
 * @throws Error where the guard is not there.
 */
export async function mutate(library: { url: string; pool: pg.Pool }, mutant: Mutant): Promise<Mutated> {
  let wasMet = 'schema' in mutant || 'function' in mutant || 'module' in mutant;
  if ('schema' in mutant) await alter(library.url, mutant.schema);
  if ('function' in mutant) await alter(library.url, await changedFunction(library.url, mutant));
  if ('module' in mutant) {
    if (!globalThis.vitrineMutants?.has(mutant.name))
      throw new Error(`${mutant.module} was not made removable.`);
    globalThis.vitrineMutant = mutant.name;
  }
  const mutated = {
    pauseMs: 60,
    get wasMet() {
      return wasMet;
    },
    [Symbol.dispose]() {
      globalThis.vitrineMutant = undefined;
    },
  };
  const rewrite = (text: string): string => {
    if (!('statement' in mutant) || !text.includes(mutant.statement) || !text.includes(mutant.in ?? ''))
      return text;
    wasMet = true;
    return text.replace(mutant.statement, mutant.replace);
  };
  const pauses = (text: string) => mutant.pauseAfter !== undefined && text.includes(mutant.pauseAfter);
  const waits = (text: string) => mutant.waitBefore !== undefined && text.includes(mutant.waitBefore);
  const pause = (share: number) => delay(mutated.pauseMs * share);
  intercept(library.pool, { rewrite, pauses, waits, pause });
  return mutated;
}

/** Stands between the pool and its connections. What Prisma sends comes by here as well. */
function intercept(
  pool: pg.Pool,
  by: {
    rewrite(text: string): string;
    pauses(text: string): boolean;
    waits(text: string): boolean;
    pause(share: number): Promise<void>;
  },
): void {
  const known = new WeakSet<pg.PoolClient>();
  pool.on('acquire', (client) => {
    if (known.has(client)) return;
    known.add(client);
    const query = client.query.bind(client) as Query;
    const intercepted: Query = (first, ...rest) => {
      const isText = typeof first === 'string';
      const original = isText ? first : ((first as { text?: string }).text ?? '');
      const text = by.rewrite(original);
      const asked = text === original ? first : isText ? text : { ...(first as object), text };
      if (by.waits(original)) {
        const sent = by.pause(0.5).then(() => query(asked, ...rest));
        // With a callback nobody looks at what is answered here.
        return sent;
      }
      if (!by.pauses(original)) return query(asked, ...rest);
      const callback = rest.at(-1);
      if (!isCallback(callback)) {
        return (query(asked, ...rest) as Promise<unknown>).then(async (result) => {
          await by.pause(1);
          return result;
        });
      }
      const later = (...result: unknown[]) => void by.pause(1).then(() => callback(...result));
      return query(asked, ...rest.slice(0, -1), later);
    };
    client.query = intercepted as typeof client.query;
  });
}

async function alter(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

async function changedFunction(
  url: string,
  { function: name, find, replace }: Extract<Mutant, { function: string }>,
): Promise<string> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ source: string }>(
      'select pg_get_functiondef(oid) as source from pg_proc where proname = $1',
      [name],
    );
    const parts = (rows[0]?.source ?? '').split(find);
    if (parts.length !== 2) throw new Error(`${name} has ${parts.length - 1} times: ${find}`);
    return parts.join(replace);
  } finally {
    await client.end();
  }
}
