import { buildConnector, Client, type Dispatcher } from 'undici';
import { MediaError } from '../errors/media-error.ts';
import { type Lookup, lookupBySystem, resolveTarget } from './resolve-target.ts';

export interface RemoteLimits {
  /** `host` or `host:port` whose addresses need not be public. */
  allowedHosts: readonly string[];
  /** For all of it: every hop and the last byte. */
  timeoutMs: number;
  /** The system's resolver where it is left out. */
  lookup?: Lookup;
}

export interface RemoteFile {
  /** Where the last redirect led. */
  url: URL;
  /** As the server names it in Content-Disposition. */
  disposition: string | null;
  /** As the server says; what comes may be less or more. */
  sizeBytes: number | null;
  /** Ends with an error where the answer breaks off. */
  bytes: AsyncIterable<Uint8Array>;
}

const maxRedirects = 3;
const redirects = new Set([301, 302, 303, 307, 308]);
/** Without a byte for so long, a server is not sending any more. */
const silentMs = 15_000;

/**
 * Asks a server that somebody named for a file. Each hop is resolved once, checked, and connected to at the very
 * address that was checked; nothing of ours is sent along.
 *
 * Whatever goes wrong before the whole file is here is told in the same words: a target that is denied, a port that is
 * closed, one that is open and speaks something else, an error page, a time-out. Else a library would be a scanner of
 * the network that it stands in. The cause says more, for the log.
 *
 * @param use reads the bytes; what it throws is thrown on.
 * @throws MediaError 'upload.source-unreachable'; the reason of `signal` where it was aborted.
 */
export async function readRemoteFile<Result>(
  source: URL,
  limits: RemoteLimits & { signal: AbortSignal },
  use: (file: RemoteFile) => Promise<Result>,
): Promise<Result> {
  const deadline = AbortSignal.timeout(limits.timeoutMs);
  const signal = AbortSignal.any([deadline, limits.signal]);
  const told = (error: unknown): unknown => {
    if (limits.signal.aborted) return limits.signal.reason;
    if (error instanceof MediaError) return error;
    return new MediaError('upload.source-unreachable', undefined, { cause: error });
  };

  let url = source;
  for (let hops = 0; ; hops++) {
    const client = await untilAborted(open(url, limits), signal).catch((error: unknown) => {
      throw told(error);
    });
    try {
      const answer = await ask(client, url, signal).catch((error: unknown) => {
        throw told(error);
      });
      const next = nextOf(answer, url);
      if (next && hops < maxRedirects) {
        url = next;
        continue;
      }
      if (next || answer.statusCode !== 200 || isEncoded(answer)) {
        throw told(new Error(`The answer was ${answer.statusCode}.`));
      }
      return await use({
        url,
        disposition: headerOf(answer, 'content-disposition'),
        sizeBytes: sizeOf(answer),
        bytes: retold(answer.body, told),
      });
    } finally {
      await client.destroy();
    }
  }
}

async function open(url: URL, limits: RemoteLimits): Promise<Client> {
  const { allowedHosts, lookup = lookupBySystem } = limits;
  const pinned = await resolveTarget(url, { allowedHosts, lookup });
  return new Client(url.origin, {
    connect: buildConnector({
      lookup: pinned,
      autoSelectFamily: true,
      timeout: silentMs,
      allowH2: false,
      keepAlive: false,
    }),
    headersTimeout: silentMs,
    bodyTimeout: silentMs,
    maxHeaderSize: 16 * 1024,
    pipelining: 0,
  });
}

function ask(client: Client, url: URL, signal: AbortSignal): Promise<Dispatcher.ResponseData> {
  return client.request({
    method: 'GET',
    path: url.pathname + url.search,
    // A file as it is: what is unpacked on the way has another length, and a bomb has another yet.
    headers: { accept: '*/*', 'accept-encoding': 'identity', 'user-agent': 'Vitrine' },
    signal,
  });
}

/** Where a redirect leads; null where the answer is none. @throws TypeError where it leads nowhere. */
function nextOf(answer: Dispatcher.ResponseData, url: URL): URL | null {
  const location = headerOf(answer, 'location');
  return redirects.has(answer.statusCode) && location !== null ? new URL(location, url) : null;
}

function isEncoded(answer: Dispatcher.ResponseData): boolean {
  const encoding = headerOf(answer, 'content-encoding');
  return encoding !== null && encoding !== '' && encoding !== 'identity';
}

function sizeOf(answer: Dispatcher.ResponseData): number | null {
  const length = headerOf(answer, 'content-length');
  return length !== null && /^\d{1,15}$/.test(length) ? Number(length) : null;
}

function headerOf({ headers }: Dispatcher.ResponseData, name: string): string | null {
  const value = headers[name];
  return (Array.isArray(value) ? value[0] : value) ?? null;
}

async function* retold(body: AsyncIterable<Uint8Array>, told: (error: unknown) => unknown) {
  try {
    yield* body;
  } catch (error) {
    throw told(error);
  }
}

async function untilAborted<Result>(work: Promise<Result>, signal: AbortSignal): Promise<Result> {
  const aborted = Promise.withResolvers<never>();
  const abort = () => aborted.reject(signal.reason);
  signal.addEventListener('abort', abort, { once: true });
  if (signal.aborted) abort();
  try {
    return await Promise.race([work, aborted.promise]);
  } finally {
    signal.removeEventListener('abort', abort);
  }
}
