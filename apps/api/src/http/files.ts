import type { Handler } from 'hono';
import { parseMediaTarget } from '../domain/media/media-urls.ts';
import type { Deliverable } from '../domain/renditions/find-deliverable.ts';
import type { Services } from '../domain/scope.ts';
import { MediaError } from '../errors/media-error.ts';
import {
  type Chosen,
  type Delivery,
  isHiddenWithoutGrant,
  keptUntilExpiry,
  publicVersion,
  refuseMissing,
  revalidate,
  untilRightsEnd,
} from './delivery.ts';
import { findStorageUrl } from './find-storage-url.ts';
import type { HttpEnv } from './http-env.ts';
import { presentFile } from './present-file.ts';
import { sendObject } from './send-object.ts';

interface FileRequest {
  /** Null where the URL names none. */
  version: number | null;
  grant: string | undefined;
  /** To be saved, whatever it is. */
  isDownload: boolean;
}

/**
 * `GET /files/<media>[@<version>]/<name>[?g=<grant>][&download=1]`: the bytes as they were uploaded. The name is for
 * people.
 */
export function fileRoute(delivery: Delivery): Handler<HttpEnv> {
  const { services, lookup } = delivery;
  return async (c) => {
    const target = parseMediaTarget(c.req.param('target') ?? '');
    const found = target && (await lookup.find(target));
    if (!target) throw new MediaError('not-found');
    const grant = c.req.query('g');
    if (!found || isHiddenWithoutGrant(found, grant)) {
      throw refuseMissing(services, 'original', target, grant);
    }
    const isDownload = c.req.query('download') !== undefined;
    const chosen = chooseFile(services, found, { version: target.version, grant, isDownload });
    return sendObject(
      c,
      chosen,
      async (range) => {
        const { body } = await services.storage.read(chosen.object.key, range);
        return body;
      },
      () =>
        findStorageUrl(services, found, chosen, {
          isDownload,
          method: c.req.method,
          origin: c.req.header('origin'),
        }),
    );
  };
}

/** @throws MediaError 'not-found' without a grant where one is needed, 'auth.denied' for one of something else. */
export function chooseFile(services: Services, found: Deliverable, request: FileRequest): Chosen {
  const cacheControl = cacheControlOf(services, found, request);
  const { original: object, filename } = found;
  const { mimeType } = object;
  return {
    object,
    presentation: presentFile({ mimeType, filename, cacheControl, isDownload: request.isDownload }),
  };
}

/** Whether this request may have the original, and how long caches may. */
function cacheControlOf(services: Services, found: Deliverable, { version, grant }: FileRequest): string {
  if (found.isOpenToAll)
    return version === null ? revalidate : untilRightsEnd(services, found, publicVersion);
  if (version === null || !grant) throw new MediaError('not-found');
  const kept = keptUntilExpiry(services, 'original', found, grant);
  return found.accessLevel === 'members' ? kept : 'private, no-store';
}
