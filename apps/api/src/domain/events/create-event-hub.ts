import type { EventType } from '@vitrine/schema';
import pg from 'pg';
import type { GroundServices } from '../scope.ts';
import { inOrderOfCommit, notSeenIn, type OutboxRow, outboxColumns, toHubEvent } from './outbox-row.ts';

/** A row of the outbox. */
export interface HubEvent {
  id: string;
  namespaceId: string;
  type: EventType;
  ids: readonly string[];
  at: Date;
}

export interface EventHub {
  /** Hears every event of every namespace from now on; each listener leaves out what it may not know. */
  subscribe(listener: (event: HubEvent) => void): () => void;
  /**
   * A number while it is proven that every event of a second ago has been told; null while it is not. Another number
   * than before means that events may have been missed in between: what was kept by the old one is not to be trusted.
   */
  liveGeneration(): number | null;
  close(): Promise<void>;
}

const CHANNEL = 'vitrine_outbox';
const RETRY_MS = 1000;
const PROBE_MS = 500;
const SILENT_MS = 1000;
/** Events that are read at once after the connection was lost. */
const PAGE = 1000;

/**
 * Listens for committed events on one connection of its own and hands them to whoever subscribed in this process.
 * When the connection was lost, what happened meanwhile is told afterwards; listeners may hear a thing twice.
 */
export async function createEventHub(services: GroundServices): Promise<EventHub> {
  const { db, log } = services;
  const listeners = new Set<(event: HubEvent) => void>();
  let client: pg.Client | null = null;
  let retry: NodeJS.Timeout | undefined;
  let isClosed = false;
  /** A snapshot of the database: all that is visible in it was told, or happened before we listened. */
  let told: string | undefined;
  let telling: Promise<void> = Promise.resolve();
  /** Ids of events that were told of and not read yet. */
  const heard: string[] = [];
  let generation = 0;
  /** Milliseconds of `performance.now()`: everything committed before has been told. */
  let provenAt = Number.NEGATIVE_INFINITY;
  /** What was told of could not be read: it is asked for once more before anything later counts as told. */
  let isBehind = false;
  let isProbing = false;
  let probed: { at: number; snapshot: string } | undefined;
  const probeChannel = `vitrine_probe_${services.newId().replaceAll('-', '')}`;

  function tell(rows: OutboxRow[]): void {
    for (const row of rows) {
      const event = toHubEvent(row);
      if (event) for (const listener of [...listeners]) listener(event);
    }
  }

  async function tellByIds(ids: string[]): Promise<void> {
    if (ids.length === 0) return;
    const { rows } = await db.pool.query<OutboxRow>({
      name: 'hub-events',
      text: `select ${outboxColumns} from unnest($1::uuid[]) with ordinality as heard (id, position)
        join outbox_event using (id) order by position`,
      values: [ids],
    });
    tell(rows);
  }

  async function tellMissed(): Promise<void> {
    const { rows } = await db.pool.query<{ id: string }>(
      `select missed.id from namespace n cross join lateral (
         select id, snapshot from outbox_event where namespace_id = n.id and ${notSeenIn('$1')} offset 0) missed
       order by ${inOrderOfCommit}`,
      [told],
    );
    for (let start = 0; start < rows.length; start += PAGE)
      await tellByIds(rows.slice(start, start + PAGE).map(({ id }) => id));
    isBehind = false;
  }

  /** One after the other: PostgreSQL notifies in the order of the commits, and two reads at once would lose it. */
  function inOrder(tellSome: () => Promise<void>): Promise<void> {
    const told = telling.then(tellSome);
    telling = told.catch(() => undefined);
    return told;
  }

  function loseTrack(): void {
    generation += 1;
    provenAt = Number.NEGATIVE_INFINITY;
    isProbing = false;
    probed = undefined;
  }

  /** PostgreSQL tells notifications in the order of the commits: when ours is back, all before it have come. */
  async function probe(): Promise<void> {
    if (!client || isProbing) return;
    isProbing = true;
    const asked = client;
    const at = performance.now();
    const snapshot = await readSnapshot(asked);
    if (asked !== client) return;
    probed = { at, snapshot };
    await asked.query('select pg_notify($1, $2)', [probeChannel, String(at)]);
  }

  async function finishProbe(payload: string | undefined): Promise<void> {
    if (isBehind) await tellMissed();
    if (!probed || String(probed.at) !== payload) return;
    told = probed.snapshot;
    provenAt = probed.at;
    probed = undefined;
    isProbing = false;
  }

  function fallBehind(error: unknown): void {
    isBehind = true;
    loseTrack();
    log.error({ err: error }, 'events could not be read from the outbox');
  }

  function reconnectLater(error: unknown): void {
    if (isClosed || retry) return;
    isBehind = true;
    loseTrack();
    log.warn({ err: error }, 'the event listener lost the database and tries again');
    retry = setTimeout(() => {
      retry = undefined;
      connect().then(() => inOrder(tellMissed).catch(fallBehind), reconnectLater);
    }, RETRY_MS);
    retry.unref();
  }

  async function connect(): Promise<void> {
    const fresh = new pg.Client({
      connectionString: db.url,
      application_name: 'vitrine events',
      keepAlive: true,
    });
    fresh.on('error', (error) => {
      if (client === fresh) client = null;
      reconnectLater(error);
    });
    fresh.on('end', () => {
      if (client === fresh) reconnectLater(new Error('the connection was closed'));
    });
    fresh.on('notification', ({ channel, payload }) => {
      if (channel === probeChannel) {
        inOrder(() => finishProbe(payload)).catch(fallBehind);
        return;
      }
      heard.push(...(payload ?? '').split(',').filter(Boolean));
      // What came in the meantime is read with it: many small commits cost few reads.
      inOrder(() => tellByIds(heard.splice(0))).catch(fallBehind);
    });
    await fresh.connect();
    told ??= await readSnapshot(fresh);
    await fresh.query(`listen ${CHANNEL}; listen ${probeChannel}`);
    client = fresh;
    probeSoon();
  }

  /** A probe that fails is the connection's end, which is noticed by itself. */
  function probeSoon(): void {
    probe().catch((error: unknown) => log.debug({ err: error }, 'the event listener could not be probed'));
  }

  await connect();
  const probing = setInterval(probeSoon, PROBE_MS);
  probing.unref();
  return {
    liveGeneration: () => (performance.now() - provenAt < SILENT_MS ? generation : null),
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async close() {
      isClosed = true;
      clearTimeout(retry);
      clearInterval(probing);
      listeners.clear();
      const open = client;
      client = null;
      await open?.end();
    },
  };
}

async function readSnapshot(client: pg.Client): Promise<string> {
  const { rows } = await client.query<{ snapshot: string }>('select pg_current_snapshot()::text as snapshot');
  const [row] = rows;
  if (!row) throw new Error('The database has no snapshot.');
  return row.snapshot;
}
