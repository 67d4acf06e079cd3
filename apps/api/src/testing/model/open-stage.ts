import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import pg from 'pg';
import { sessionSettings } from '../../db/open-database.ts';
import type { Services } from '../../domain/scope.ts';
import { foldCounters } from '../../domain/stats/fold-counters.ts';
import type { DecodePool } from '../../processing/decode-pool.ts';
import { drainJobs } from '../drain-jobs.ts';
import { openTestDomain, type TestDomain } from '../open-test-domain.ts';
import type { Stage } from './command.ts';

/** A library for many runs: one database and one folder; each run has namespaces and a clock of its own. */
export interface Theatre extends AsyncDisposable {
  domain: TestDomain;
  open(): Promise<Stage & { pass(ms: number): void }>;
}

/** So far ahead of the database's own clock that what it wrote down lies in the past. */
const aheadMs = 3_600_000;

export async function openTheatre(): Promise<Theatre> {
  const domain = await openTestDomain({ isDurable: false });
  const inspector = openInspector(domain.services.db.url);
  const decodePool = remember(domain.services.decodePool);
  return {
    domain,
    async open() {
      const beganAt = Date.now() + aheadMs;
      let now = beganAt;
      const services: Services = { ...domain.services, decodePool, now: () => new Date(now) };
      const scopes = [];
      for (let n = 0; n < 2; n += 1) scopes.push(await (await domain.addSite()).asKey());
      const sites = scopes.map((scope) => ({ ...scope, ...services }));
      return {
        services,
        sites,
        inspector,
        beganAt,
        pass: (ms) => {
          now += ms;
        },
        async setQuota(site, bytes) {
          await services.db.prisma.namespace.update({
            where: { id: sites[site]?.namespace.id ?? '' },
            data: { quotaBytes: bytes },
          });
        },
        async drain() {
          await drainJobs(services);
          await foldCounters(services);
        },
      };
    },
    async [Symbol.asyncDispose]() {
      await inspector.end();
      await domain[Symbol.asyncDispose]();
    },
  };
}

/** Its statements are long and the same each time: planned once, and not with each of their parameters. */
const openInspector = (url: string): pg.Pool =>
  new pg.Pool({
    connectionString: url,
    max: 1,
    options: sessionSettings({ plan_cache_mode: 'force_generic_plan', jit: 'off', timezone: 'UTC' }),
  });

const known = new Map<string, Promise<unknown>>();

/** Few contents come again and again: each is really looked at once, by the child of the first library that meets it. */
function remember(pool: DecodePool): DecodePool {
  const run = async (name: string, input: { path: string }, ...rest: unknown[]) => {
    const { path, ...others } = input;
    const bytes = createHash('sha256')
      .update(await readFile(path))
      .digest('hex');
    const key = JSON.stringify([name, bytes, others]);
    const found =
      known.get(key) ?? (pool.run as (...given: unknown[]) => Promise<unknown>)(name, input, ...rest);
    known.set(key, found);
    return found;
  };
  return { ...pool, run: run as DecodePool['run'] };
}
