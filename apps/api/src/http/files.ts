import { type ThumbnailPreset, thumbnailSizes } from '@vitrine/schema';
import type { Context, Handler } from 'hono';
import { parseMediaTarget } from '../domain/media/media-urls.ts';
import type { Deliverable, DeliveryLookup } from '../domain/renditions/create-delivery-lookup.ts';
import type { HotCache } from '../domain/renditions/create-hot-cache.ts';
import type { Services } from '../domain/scope.ts';
import { MediaError } from '../errors/media-error.ts';
import type { HttpEnv } from './http-env.ts';
import { presentFile } from './present-file.ts';
import { sendObject } from './send-object.ts';

export interface Delivery {
  services: Services;
  lookup: DeliveryLookup;
  hot: HotCache;
}

/** Without a version the bytes may be replaced any moment: caches keep them, and ask each time. */
const revalidate = 'public, max-age=0, must-revalidate';
/** A version never changes, but the file may be withdrawn. */
const publicVersion = 'public, max-age=3600';

/** `GET /files/<media>[@<version>]/<name>[?g=<grant>]`: the bytes as they were uploaded. The name is for people. */
export function fileRoute({ services, lookup }: Delivery): Handler<HttpEnv> {
  return async (c) => {
    const target = parseMediaTarget(c.req.param('target') ?? '');
    const found = target && (await lookup.find(target));
    if (!target || !found) throw new MediaError('not-found');
    const cacheControl = openOriginal(services, found, target.version, c.req.query('g'));
    const presentation = presentFile({ ...found.original, filename: found.filename, cacheControl });
    return sendObject(c, found.original, presentation, async (range) => {
      const { body } = await services.storage.read(found.original.key, range);
      return body;
    });
  };
}

/**
 * `GET /i/<grant or ->/<preset>/<media>@<version>.webp`: a thumbnail.
 * Other options than the presets are not made for whoever asks: each would cost a decode.
 */
export function imageRoute({ services, lookup, hot }: Delivery): Handler<HttpEnv> {
  return async (c) => {
    const [, name = '', extension = ''] = /^(.+)\.([a-z0-9]+)$/.exec(c.req.param('file') ?? '') ?? [];
    const target = parseMediaTarget(name);
    if (!target || target.version === null || extension !== 'webp') throw new MediaError('not-found');
    const preset = presetOf(c);
    const found = await lookup.find(target);
    if (!found) throw new MediaError('not-found');
    const cacheControl = openPreset(services, found, c.req.param('grant') ?? '');
    const rendition = found.presets[preset];
    if (!rendition) throw new MediaError('not-found');
    const presentation = presentFile({
      mimeType: rendition.mimeType,
      filename: `${found.mediaId}.webp`,
      cacheControl,
    });
    return sendObject(c, rendition, presentation, async (range) => {
      const bytes = await hot.read(rendition);
      return range ? bytes.subarray(range.start, range.end + 1) : bytes;
    });
  };
}

/** @throws MediaError 'auth.denied' for options that nobody signed. */
function presetOf(c: Context<HttpEnv>): ThumbnailPreset {
  const options = c.req.param('options') ?? '';
  if (Object.hasOwn(thumbnailSizes, options)) return options as ThumbnailPreset;
  throw new MediaError('auth.denied', undefined, {
    message: 'Only the sizes small, medium and large are made here.',
  });
}

/** Whether this request may have the original, and how long caches may. @throws MediaError 'auth.denied'. */
function openOriginal(
  services: Services,
  found: Deliverable,
  version: number | null,
  grant: string | undefined,
): string {
  if (found.accessLevel === 'public') return version === null ? revalidate : publicVersion;
  if (version === null || !grant) throw denied();
  const { mediaId, accessLevel } = found;
  const { expiresAt } = services.grants.verify('original', { mediaId, version, accessLevel }, grant);
  return accessLevel === 'members' ? untilExpiry(services, expiresAt) : 'private, no-store';
}

function openPreset(services: Services, found: Deliverable, grant: string): string {
  if (found.accessLevel === 'public') return publicVersion;
  if (grant === '-') throw denied();
  return untilExpiry(services, services.grants.verify('preset', found, grant).expiresAt);
}

function untilExpiry(services: Services, expiresAt: Date): string {
  const seconds = Math.max(0, Math.floor((expiresAt.getTime() - services.now().getTime()) / 1000));
  return `private, max-age=${seconds}`;
}

const denied = () =>
  new MediaError('auth.denied', undefined, { message: 'This file is not public: its link needs a grant.' });
