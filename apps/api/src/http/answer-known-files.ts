import type { IncomingMessage } from 'node:http';
import { parseMediaTarget } from '../domain/media/media-urls.ts';
import { MediaError } from '../errors/media-error.ts';
import type { Metrics } from '../observability/create-metrics.ts';
import type { ObjectBytes } from '../storage/storage-driver.ts';
import { servedHosts } from './check-host.ts';
import { type Chosen, type Delivery, isHiddenWithoutGrant, refuseMissing } from './delivery.ts';
import { chooseFile } from './files.ts';
import { chooseKnownImage, readImageRequest, refuseMissingImage } from './images.ts';
import { type AnswerHead, planAnswer } from './send-object.ts';
import { sendStream } from './send-stream.ts';
import type { AnswerFirst } from './serve-app.ts';

const givenId = /^[A-Za-z0-9_-]{8,64}$/;
const maxHosts = 100;

/**
 * Sends a file that may be sent, of which all is known, without the rest of the server: a page has dozens of
 * pictures, and what a call of the API goes through costs several times as much as the picture itself. Everything
 * else goes on to the app, which answers the same way: other methods, calls across origins, refusals, what is not
 * known yet. So only those are counted against rate limits.
 */
export function answerKnownFiles(delivery: Delivery, metrics: Metrics): AnswerFirst {
  const { services, hot } = delivery;
  const { http } = services.config;
  const isServedUrl = servedHosts(http, services.origin);
  const hosts = new Map<string, boolean>();
  const observers = new Map<string, { observe(seconds: number): void }>();

  const isServed = (host: string): boolean => {
    const known = hosts.get(host);
    if (known !== undefined) return known;
    const isGood = URL.canParse(`http://${host}/`) && isServedUrl(new URL(`http://${host}/`));
    if (hosts.size < maxHosts) hosts.set(host, isGood);
    return isGood;
  };

  const observe = (route: string, method: string, status: number, startedAt: number) => {
    const name = `${route} ${method} ${status}`;
    let observer = observers.get(name);
    if (!observer) {
      observer = metrics.httpRequestDurationSeconds.labels({ method, route, status: String(status) });
      observers.set(name, observer);
    }
    observer.observe((performance.now() - startedAt) / 1000);
  };

  const finish = (head: Record<string, string>, { headers }: IncomingMessage): Record<string, string> => {
    const given = headers['x-request-id'];
    const isGiven = typeof given === 'string' && givenId.test(given);
    head['X-Content-Type-Options'] = 'nosniff';
    head['X-Request-Id'] = isGiven ? given : services.newId();
    head['Referrer-Policy'] = 'strict-origin-when-cross-origin';
    head.Vary = head.Vary ? `${head.Vary}, Origin` : 'Origin';
    if (http.hstsSeconds > 0 && isHttps(headers)) {
      head['Strict-Transport-Security'] = `max-age=${http.hstsSeconds}; includeSubDomains; preload`;
    }
    return head;
  };
  const isHttps = (headers: IncomingMessage['headers']) =>
    http.trustedProxies > 0 && headers['x-forwarded-proto'] === 'https';

  const readBody = (route: string, { object }: Chosen, range: AnswerHead['range']) => {
    if (range === null) return null;
    if (route === '/files') return services.storage.read(object.key, range);
    const cut = (bytes: Uint8Array<ArrayBuffer>) =>
      range ? bytes.subarray(range.start, range.end + 1) : bytes;
    const held = hot.peek(object);
    return held ? cut(held) : hot.read(object).then((bytes) => ({ body: cut(bytes) }));
  };

  return (request, response, next) => {
    const startedAt = performance.now();
    const { method = '', url = '', headers } = request;
    const route = url.startsWith('/i/') ? '/i' : url.startsWith('/files/') ? '/files' : null;
    // An answer that waits for others on its connection has nobody to write to yet.
    if (!response.socket) return next();
    if (route === null || (method !== 'GET' && method !== 'HEAD')) return next();
    if (route === '/files' && services.config.files.redirectsToStorage) return next();
    if (headers.origin !== undefined || !headers.host || !isServed(headers.host)) return next();
    if (http.httpsRedirect && !isHttps(headers)) return next();
    const chosen = chooseKnown(delivery, route, url, headers.accept);
    if (!chosen) return next();
    const plan = planAnswer({ method, header: (name) => headers[name]?.toString() }, chosen);
    const send = (body: ObjectBytes['body'] | null) => {
      response.writeHead(plan.status, finish(plan.headers, request));
      if (body === null || body instanceof Uint8Array) response.end(body ?? undefined);
      // Broken off by the client or by the storage: either way the connection has ended, and the reading with it.
      else
        sendStream(body, response).catch((error: unknown) =>
          services.log.debug({ err: error }, 'an answer broke off'),
        );
      observe(route, method, plan.status, startedAt);
    };
    const body = readBody(route, chosen, plan.range);
    if (body === null || body instanceof Uint8Array) return send(body);
    body.then(
      (read) => send(read.body),
      // Not a word is sent yet: the app asks again and says what is wrong.
      () => next(),
    );
  };
}

/**
 * Undefined where somebody has to be asked, or the answer is no. A no takes as long for a file that is hidden as for
 * one that is not there: the first is not refused twice, and both have their grant checked here too.
 */
function chooseKnown(
  delivery: Delivery,
  route: '/i' | '/files',
  url: string,
  accept: string | undefined,
): Chosen | undefined {
  const { services, lookup } = delivery;
  try {
    if (route === '/i') {
      const [, grant, options, file] = /^\/i\/([\w.-]+)\/([\w.,]+)\/([\w@.-]+)$/.exec(url) ?? [];
      if (!grant || !options || !file) return undefined;
      const request = readImageRequest(grant, options, file);
      const found = lookup.peek(request.target);
      if (found) {
        return isHiddenWithoutGrant(found, grant)
          ? undefined
          : chooseKnownImage(delivery, found, request, accept);
      }
      if (grant !== '-') refuseMissingImage(delivery, request);
      return undefined;
    }
    const [, name = '', grant] = /^\/files\/([\w@-]+)\/[^/?]+(?:\?g=([\w.-]+))?$/.exec(url) ?? [];
    const target = parseMediaTarget(name);
    if (!target) return undefined;
    const found = lookup.peek(target);
    if (found) {
      return isHiddenWithoutGrant(found, grant)
        ? undefined
        : chooseFile(services, found, { version: target.version, grant, isDownload: false });
    }
    if (grant) refuseMissing(services, 'original', target, grant);
    return undefined;
  } catch (error) {
    if (error instanceof MediaError) return undefined;
    throw error;
  }
}
