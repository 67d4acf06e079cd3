import {
  formatImageOptions,
  grantText,
  type ImageExtension,
  type ImageOptions,
  type MediaFile,
  type MediaValue,
} from '@vitrine/schema';
import { framePicture } from './frame-picture.ts';
import {
  boundWidth,
  imageBase,
  imageSrcSet,
  type PicturedFile,
  widestPicture,
  writeImageUrl,
} from './image-url.ts';

type SignedFile = PicturedFile & Pick<MediaFile, 'accessLevel'>;

interface Signing {
  /** One of the server's `SIGNING_KEYS`, as it stands there: `id:secret`. Never for browsers. */
  signingKey: string;
  /** When the link ends: of a public file at most 400 days ahead, of others at most the server's URL_TTL_SECONDS. */
  expiresAt: Date;
}

/** Links of a page stay the same for this long, so that caches keep their pictures. */
const windowSeconds = 15 * 60;
const macBytes = 16;

/**
 * The URL of a picture that is cut and scaled by the server in any way; null for a file without pictures. It works
 * for exactly these options, this version and the present level of the file.
 * @throws TypeError for a key of another form.
 */
export async function signImageUrl(
  options: Signing & { file: SignedFile; image: ImageOptions; extension?: ImageExtension },
): Promise<string | null> {
  const { file, image, extension = 'auto' } = options;
  const base = imageBase(file);
  if (!base) return null;
  const [, id, secret] = /^([A-Za-z0-9]{1,16}):(.{32,})$/.exec(options.signingKey) ?? [];
  if (!id || !secret) throw new TypeError('signingKey is not of the form id:secret, as in SIGNING_KEYS.');
  const expiresAtSeconds = Math.floor(options.expiresAt.getTime() / 1000 / windowSeconds) * windowSeconds;
  const text = grantText({
    purpose: 'exact',
    subject: base.target,
    accessLevel: file.accessLevel,
    image: `${formatImageOptions(image)}.${extension}`,
    expiresAtSeconds,
  });
  const grant = `${id}.${expiresAtSeconds}.${await sign(secret, text)}`;
  return writeImageUrl({ ...base, grant }, image, extension);
}

/**
 * What `<img>` needs to show a picture as its field says: cut by the crop, around the focal point where a frame is
 * given. Null for a file without pictures.
 * @param options.aspect width divided by height of the frame; without it the crop keeps its own.
 * @param options.widths in pixels of the frame; those wider than what is shown of the original are left out.
 */
export async function signImageSource(
  options: Signing & {
    file: SignedFile & Pick<MediaFile, 'focalPoint'>;
    value: Pick<MediaValue, 'crop' | 'focalPoint'>;
    aspect?: number;
    widths?: readonly number[];
  },
): Promise<{ src: string; srcSet: string; width: number; height: number } | null> {
  const { file, value, aspect, widths = [320, 640, 960, 1280, 1920] } = options;
  if (file.width === null || file.height === null) return null;
  const focalPoint = value.focalPoint ?? file.focalPoint;
  const whole = value.crop ?? { x: 0, y: 0, width: 1, height: 1 };
  const picture = { width: file.width, height: file.height, crop: whole, focalPoint };
  const part = aspect === undefined ? whole : framePicture(picture, aspect);
  const shape = { width: part.width * file.width, height: part.height * file.height };
  const ratio = shape.width / shape.height;
  const widest =
    boundWidth(Math.max(1, Math.round(part.width * (widestPicture(file) ?? file.width))), shape) ?? 1;
  const isWhole = part.width === 1 && part.height === 1;
  const chosen = [...widths.filter((width) => width < widest), Math.min(widest, widths.at(-1) ?? widest)];
  const candidates = await Promise.all(
    chosen.map(async (width) => {
      const image = { width, ...(!isWhole && { crop: part }) };
      return { width, url: await signImageUrl({ ...options, image }) };
    }),
  );
  const made = candidates.flatMap(({ width, url }) => (url === null ? [] : [{ width, url }]));
  const last = made.at(-1);
  if (!last) return null;
  const height = Math.max(1, Math.round(last.width / ratio));
  return { src: last.url, srcSet: imageSrcSet(made), width: last.width, height };
}

async function sign(secret: string, text: string): Promise<string> {
  const encoder = new TextEncoder();
  const key = await crypto.subtle.importKey(
    'raw',
    encoder.encode(secret),
    { name: 'HMAC', hash: 'SHA-256' },
    false,
    ['sign'],
  );
  const mac = new Uint8Array(await crypto.subtle.sign('HMAC', key, encoder.encode(text))).subarray(
    0,
    macBytes,
  );
  return btoa(String.fromCharCode(...mac))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}
