import { setTimeout as delay } from 'node:timers/promises';
import { WireError } from '@vitrine/schema';
import type { Ending } from './ledger.ts';

/** A request that the server refused, by a door other than tRPC. */
class Refused extends Error {
  override name = 'Refused';
  readonly wire: WireError;

  constructor(wire: WireError) {
    super(wire.message);
    this.wire = wire;
  }
}

export type Sent<Value> = Ending &
  (
    | { ended: 'acknowledged'; value: Value }
    | { ended: 'refused'; code: string; message: string; details?: Record<string, unknown> | undefined }
    | { ended: 'unknown'; told: string }
  );

/** Codes after which nobody knows whether something was done. */
const unsure = new Set(['storage.unavailable', 'internal']);
/** A connection that was never made: the server has not seen the request. */
const unsent = new Set(['ECONNREFUSED', 'UND_ERR_CONNECT_TIMEOUT']);
/** Longer than a resumable upload takes whose server dies several times under it. */
const patienceMs = 240_000;

/**
 * Sends a request until it is answered. One that was lost is sent again by a patient client, and is unknown to any other.
 * @param options.giveUpMs after which a patient client stops asking as well.
 * @throws Error where nothing answers at all.
 */
export async function send<Value>(
  work: () => Promise<Value>,
  options: { isPatient: boolean; giveUpMs?: number; onAnswer: (code: string | null) => void },
): Promise<Sent<Value>> {
  const startedAt = performance.now();
  for (let lost = 0; ; await delay(100 + Math.random() * 150)) {
    try {
      const value = await work();
      options.onAnswer(null);
      return { ended: 'acknowledged', lost, value };
    } catch (error) {
      const wire = wireErrorOf(error);
      const code = wire?.code ?? codeOf(error);
      if (wire) options.onAnswer(wire.code);
      if (wire && !unsure.has(wire.code) && !isInProgress(wire)) {
        const { message, details } = wire;
        return { ended: 'refused', lost, code: wire.code, message, details };
      }
      if (!unsent.has(code)) lost += 1;
      const waitedMs = performance.now() - startedAt;
      if (waitedMs > patienceMs)
        throw new Error(`No answer for ${patienceMs / 1000} s: ${String(error)}`, { cause: error });
      const gaveUp = waitedMs > (options.giveUpMs ?? Number.POSITIVE_INFINITY);
      if (lost > 0 && (!options.isPatient || gaveUp)) return { ended: 'unknown', lost, told: code };
    }
  }
}

/** The same request before is still worked on, or was when its server died: it is known after a minute. */
const isInProgress = ({ code, details }: WireError) =>
  code === 'conflict' && details?.reason === 'in-progress';

function wireErrorOf(error: unknown): WireError | undefined {
  if (error instanceof Refused) return error.wire;
  const { data } = (typeof error === 'object' && error !== null ? error : {}) as {
    data?: { vitrine?: unknown };
  };
  return WireError.safeParse(data?.vitrine).data;
}

/** Of the innermost cause, as sockets say it. */
function codeOf(error: unknown): string {
  for (let at = error; at instanceof Error; at = at.cause) {
    if ('code' in at && typeof at.code === 'string') return at.code;
    if (at.cause === undefined) return at.message || at.name;
  }
  return String(error);
}

/** The body of an answer that is good. @throws Refused, Error for an answer that is no JSON of ours. */
export async function readAnswer(response: Response): Promise<unknown> {
  const body: unknown = await response.json();
  if (response.ok) return body;
  throw new Refused(WireError.parse(body));
}
