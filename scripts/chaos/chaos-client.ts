import { createAccessToken, createMediaClient, type MediaClient } from '@vitrine/client';
import type { CollectionId } from '@vitrine/schema';
import { randomFrom } from '../../apps/api/src/seed/random-from.ts';
import type { PlannedOperation } from './draw-plan.ts';
import { type Ledger, type Life, type OwnFile, openLedger } from './ledger.ts';
import type { MadeFile } from './make-bytes.ts';
import type { ChaosSite } from './open-world.ts';
import { type Sent, send } from './send.ts';
import type { Tally } from './tally.ts';

/** A program of a host: it changes files of its own, and those that its namespace shares. */
export interface ChaosClient {
  number: number;
  origin: string;
  site: ChaosSite;
  databaseUrl: string;
  api: MediaClient;
  headers(): Promise<{ authorization: string }>;
  ledger: Ledger;
  ownCollectionId: CollectionId;
  /** For the bytes it makes: the same seed makes the same. */
  random: () => number;
  /** Its bytes that have been taken, to be sent again. */
  known: MadeFile[];
  /** Requests whose end is asked for when nothing is killed any more. */
  deferred: (() => Promise<void>)[];
  /** Those of the other namespace. */
  others: readonly ChaosClient[];
  tally: Tally;
}

/** What an operation is done with. */
export interface Doing {
  client: ChaosClient;
  operation: PlannedOperation;
  /** Unlike any other of the run. */
  name: string;
}

export async function createChaosClient(options: {
  number: number;
  seed: number;
  origin: string;
  databaseUrl: string;
  site: ChaosSite;
  tally: Tally;
}): Promise<ChaosClient> {
  const { number, seed, origin, databaseUrl, site, tally } = options;
  // Half of them come as the host itself, the others as people of whom the host says who they are.
  const person = { id: `person-${number}`, displayName: `Person ${number}` };
  const isPerson = number % 4 > 1;
  const getToken = () =>
    isPerson
      ? createAccessToken({ apiKey: site.apiKey, audience: origin, user: person, role: 'admin' })
      : Promise.resolve({ token: site.apiKey });
  const api = createMediaClient({ endpoint: origin, getToken });
  const collection = await api.collections.create.mutate({ title: `Of client ${number}` });
  return {
    number,
    origin,
    site,
    databaseUrl,
    api,
    headers: async () => ({ authorization: `Bearer ${(await getToken()).token}` }),
    ledger: openLedger(),
    ownCollectionId: collection.id,
    random: randomFrom(seed * 1000 + number),
    known: [],
    deferred: [],
    others: [],
    tally,
  };
}

/** Sends what an operation asks for, and counts how it ends. */
export async function ask<Value>(
  { client, operation }: Doing,
  work: () => Promise<Value>,
  options: { mayBeRefused: readonly string[]; giveUpMs?: number },
): Promise<Sent<Value>> {
  const { tally } = client;
  const sent = await send(work, {
    isPatient: operation.isPatient,
    ...(options.giveUpMs !== undefined && { giveUpMs: options.giveUpMs }),
    onAnswer: (code) => tally.answers.set(code ?? 'ok', (tally.answers.get(code ?? 'ok') ?? 0) + 1),
  });
  tally[sent.ended] += 1;
  tally.lostAnswers += sent.lost;
  if (sent.ended === 'refused' && !options.mayBeRefused.includes(sent.code)) {
    complain(client, `${operation.kind} was refused with ${sent.code}: ${sent.message}`);
  }
  return sent;
}

export function complain(client: ChaosClient, what: string): void {
  client.tally.problems.push(`client ${client.number}: ${what}`);
}

/**
 * Some of the files of the client that it may change now.
 * @param options.die in 0..1, decides which come first.
 */
export function pickFiles(
  { ledger }: ChaosClient,
  options: { die: number; count: number; life?: Life; kind?: OwnFile['kind']; except?: string },
): OwnFile[] {
  const { die, count, life, kind, except } = options;
  const found = [...ledger.files.values()].filter(
    (file) =>
      !file.isHeld &&
      file.id !== except &&
      (kind === undefined || file.kind === kind) &&
      (life === undefined || file.life.includes(life)),
  );
  const start = Math.floor(die * found.length);
  return [...found.slice(start), ...found.slice(0, start)].slice(0, count);
}
