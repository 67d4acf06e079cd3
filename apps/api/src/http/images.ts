import {
  ImageExtension,
  isPresetOptions,
  type ParsedImageOptions,
  parseImageOptions,
  type ThumbnailPreset,
  thumbnailSizes,
} from '@vitrine/schema';
import type { Context, Handler } from 'hono';
import { parseMediaTarget } from '../domain/media/media-urls.ts';
import type { Deliverable, DeliverableObject } from '../domain/renditions/find-deliverable.ts';
import { MediaError } from '../errors/media-error.ts';
import {
  type Chosen,
  type Delivery,
  keptUntilExpiry,
  publicFocus,
  publicVersion,
  refuseMissing,
  untilRightsEnd,
} from './delivery.ts';
import type { HttpEnv } from './http-env.ts';
import { presentFile } from './present-file.ts';
import { sendObject } from './send-object.ts';

interface ImageRequest {
  target: { mediaId: string; version: number };
  /** `-` where none is needed. */
  grant: string;
  /** As it stands in the URL. */
  options: string;
  extension: ImageExtension;
  wanted: { preset: ThumbnailPreset } | { parsed: ParsedImageOptions };
}

/**
 * `GET /i/<grant or ->/<options>/<media>@<version>.<extension or auto>`: a thumbnail, or a picture made on request.
 * The thumbnails and the steps of a srcset are open to whoever may see the file; everything else would cost a decode
 * for whoever asks, and is made for those whom a server gave a signature of exactly that.
 */
export function imageRoute(delivery: Delivery): Handler<HttpEnv> {
  const { lookup, transforms, hot } = delivery;
  const answer = async (c: Context<HttpEnv>, request: ImageRequest, isSecond: boolean): Promise<Response> => {
    const found = await lookup.find(request.target);
    if (!found) throw refuseMissingImage(delivery, request);
    const accept = c.req.header('accept');
    const cacheControl = cacheControlOf(delivery.services, found, request);
    const object =
      'parsed' in request.wanted
        ? await transforms.get(found, request.wanted.parsed, formatOf(request, found, accept))
        : found.presets[request.wanted.preset];
    if (!object) throw new MediaError('not-found');
    const chosen = present(found, request, object, cacheControl);
    return sendObject(c, chosen, async (range) => {
      const bytes = await hot.read(chosen.object).catch((error: unknown) => {
        const isGone = error instanceof MediaError && error.code === 'not-found';
        throw isGone && !isSecond ? new MadeAnew() : error;
      });
      return range ? bytes.subarray(range.start, range.end + 1) : bytes;
    });
  };
  return async (c) => {
    const { grant = '', options = '', file = '' } = c.req.param() as Record<string, string>;
    const request = readImageRequest(grant, options, file);
    try {
      return await answer(c, request, false);
    } catch (error) {
      if (!(error instanceof MadeAnew)) throw error;
      lookup.forget(request.target);
      return answer(c, request, true);
    }
  };
}

/** What was known of a thumbnail is old: its bytes have gone, and others have been made in their place. */
class MadeAnew extends Error {
  override name = 'MadeAnew';
}

export function refuseMissingImage({ services }: Delivery, request: ImageRequest): MediaError {
  const { target, grant } = request;
  if (isOpen(request)) return refuseMissing(services, 'preset', target, grant);
  return refuseMissing(services, 'exact', { ...target, image: imageOf(request) }, grant);
}

/** @throws MediaError 'not-found' for what is no URL of a picture, 'input.invalid' for unknown options. */
export function readImageRequest(grant: string, options: string, file: string): ImageRequest {
  const [, name = '', ending = ''] = /^([^.]+)\.([a-z]+)$/.exec(file) ?? [];
  const target = parseMediaTarget(name);
  const extension = ImageExtension.safeParse(ending);
  if (!target || target.version === null || !extension.success) throw new MediaError('not-found');
  const request = {
    target: { mediaId: target.mediaId, version: target.version },
    grant,
    options,
    extension: extension.data,
  };
  if (Object.hasOwn(thumbnailSizes, options)) {
    if (ending !== 'webp') throw new MediaError('not-found');
    return { ...request, wanted: { preset: options as ThumbnailPreset } };
  }
  const parsed = parseImageOptions(options);
  if (parsed) return { ...request, wanted: { parsed } };
  throw new MediaError('input.invalid', undefined, {
    message:
      'These are no options of a picture. They are written in the order w, h, fit, f, c, q, without defaults: w_640,h_360,fit_cover,q_80.',
  });
}

/**
 * The same as the route does, where nobody has to be asked: undefined else.
 * @throws MediaError 'auth.denied'.
 */
export function chooseKnownImage(
  { services, transforms }: Delivery,
  found: Deliverable,
  request: ImageRequest,
  accept: string | undefined,
): Chosen | undefined {
  const cacheControl = cacheControlOf(services, found, request);
  const object =
    'parsed' in request.wanted
      ? transforms.peek(found, request.wanted.parsed, formatOf(request, found, accept))
      : found.presets[request.wanted.preset];
  return object && present(found, request, object, cacheControl);
}

function present(
  found: Deliverable,
  { extension }: ImageRequest,
  object: DeliverableObject,
  cacheControl: string,
): Chosen {
  const { mimeType } = object;
  const ending = mimeType.split('/')[1]?.replace('jpeg', 'jpg') ?? 'bin';
  const presentation = presentFile({ mimeType, filename: `${found.mediaId}.${ending}`, cacheControl });
  return { object, presentation: { ...presentation, ...(extension === 'auto' && { vary: 'Accept' }) } };
}

/** Made for whoever may see the file. */
const isOpen = ({ wanted, options }: ImageRequest) => 'preset' in wanted || isPresetOptions(options);
/** What an exact signature covers. */
const imageOf = ({ options, extension }: ImageRequest) => `${options}.${extension}`;

/**
 * Whether this request may have the picture, and how long caches may.
 * @throws MediaError 'not-found' without a grant where one is needed, 'auth.denied' for one of something else.
 */
function cacheControlOf(services: Delivery['services'], found: Deliverable, request: ImageRequest): string {
  const { grant } = request;
  const isPublic = found.isOpenToAll;
  if (isOpen(request) && isPublic) return untilRightsEnd(services, found, publicVersion);
  if (grant === '-') throw isPublic ? unsigned() : new MediaError('not-found');
  if (isOpen(request)) return keptUntilExpiry(services, 'preset', found, grant);
  const kept = keptUntilExpiry(services, 'exact', found, grant, imageOf(request));
  return isPublic ? untilRightsEnd(services, found, publicFocus) : kept.replace(', immutable', '');
}

const unsigned = () =>
  new MediaError('auth.denied', undefined, {
    message:
      'Only the thumbnails and the widths of a srcset are made for everyone. Other options need a signature.',
  });

/** The format of the extension; for `auto` the smallest one that the client says to know. */
function formatOf({ extension }: ImageRequest, found: Deliverable, accept: string | undefined) {
  if (extension === 'jpg') return 'jpeg';
  if (extension !== 'auto') return extension;
  if (accepts(accept, 'image/avif')) return 'avif';
  if (accepts(accept, 'image/webp')) return 'webp';
  return found.hasAlpha ? 'png' : 'jpeg';
}

/** By name only: everything says that it takes everything. */
function accepts(accept: string | undefined, mimeType: string): boolean {
  if (!accept) return false;
  return accept.split(',').some((entry) => {
    const [name = '', ...parameters] = entry.split(';').map((part) => part.trim().toLowerCase());
    return name === mimeType && !parameters.some((parameter) => /^q=0(\.0*)?$/.test(parameter));
  });
}
