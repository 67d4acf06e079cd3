import { rgbaToThumbHash } from 'thumbhash';
import { MediaError } from '../errors/media-error.ts';
import type {
  DecodeJobs,
  EncodedRendition,
  ImageFacts,
  RenderedImage,
  RenderImageInput,
} from './decode-jobs.ts';
import { findPalette } from './find-palette.ts';
import { sharp, toolVersion } from './raster-loaders.ts';
import { readImageFacts } from './read-image-facts.ts';
import { applicableRecipes, type RenditionRecipe } from './recipes.ts';

/** Pixels in sRGB, 8 bits a channel, upright. */
interface Pixels {
  data: Buffer;
  width: number;
  height: number;
  channels: 1 | 2 | 3 | 4;
}

/** Thumbhash takes no more; colors are counted on the same. */
const placeholderSide = 100;
/** The header was checked before; this holds where the pixels are more than it said. */
const limitInputPixels = 100_000_000;
/** Of a damaged picture, how much may be filling before there is nothing left to see. */
const fillingShare = 0.995;

/**
 * Reads an image once and makes all that is made of its pixels: renditions, placeholder, palette.
 *
 * The original is decoded to the largest rendition (a JPEG at a half, quarter or eighth of its size: the decoder skips
 * what would be thrown away) and each smaller one is made from the next larger one. It is decoded strictly first; what
 * is then refused is decoded as far as it goes and marked damaged, unless nothing at all is to be seen. Everything
 * leaves in sRGB without any metadata, colour profiles of CMYK or wide gamut applied.
 *
 * @throws MediaError 'upload.invalid-image' as `readImageFacts`, and with { reason: 'pixels-unreadable' }.
 */
export async function renderImage({ path, mimeType, recipes }: RenderImageInput): Promise<RenderedImage> {
  const facts = await readImageFacts(path, mimeType);
  const wanted = applicableRecipes(recipes, Math.max(facts.width, facts.height)).reverse();
  const { pixels: largest, damaged } = await decode(path, wanted[0]?.maxSide ?? placeholderSide);

  let pixels = largest;
  const encoding: Promise<EncodedRendition>[] = [];
  for (const recipe of wanted) {
    pixels = await shrink(pixels, recipe.maxSide);
    encoding.push(encode(pixels, recipe));
  }
  const [renditions, rgba] = await Promise.all([Promise.all(encoding), toRgba(pixels)]);
  return {
    ...facts,
    damaged,
    placeholder: Buffer.from(rgbaToThumbHash(rgba.width, rgba.height, rgba.data)).toString('base64'),
    palette: findPalette(rgba.data),
    renditions: renditions.reverse(),
    toolVersion,
  };
}

/** What the header says, of an image that is kept as it is; all unknown where even that can't be read. */
export async function probeImage({
  path,
  mimeType,
}: DecodeJobs['image.probe']['input']): Promise<ImageFacts> {
  try {
    return await readImageFacts(path, mimeType);
  } catch (error) {
    if (!(error instanceof MediaError) || error.details?.reason !== 'header') throw error;
    const unknown = {
      width: null,
      height: null,
      hasAlpha: false,
      animated: false,
      pageCount: null,
      takenAt: null,
    };
    return { ...unknown, metadata: {}, privateMetadata: {} };
  }
}

async function decode(path: string, maxSide: number): Promise<{ pixels: Pixels; damaged: boolean }> {
  try {
    return { pixels: await decodeWith('warning', path, maxSide), damaged: false };
  } catch (strictError) {
    const pixels = await decodeWith('none', path, maxSide).catch(() => {
      throw unreadable(strictError);
    });
    if (isFilling(pixels)) throw unreadable(strictError);
    return { pixels, damaged: !isPadding(strictError) };
  }
}

async function decodeWith(failOn: 'warning' | 'none', path: string, maxSide: number): Promise<Pixels> {
  const { data, info } = await sharp(path, { failOn, limitInputPixels, sequentialRead: true })
    .autoOrient()
    .resize(maxSide, maxSide, { fit: 'inside', withoutEnlargement: true })
    .toColorspace('srgb')
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height, channels: info.channels };
}

/** Some cameras fill up the last block of a JPEG. Nothing comes after the marker of its end, so nothing is missing. */
function isPadding(error: unknown): boolean {
  return (
    error instanceof Error &&
    /^VipsJpeg: Corrupt JPEG data: \d+ extraneous bytes before marker 0xd9\s*$/.test(error.message)
  );
}

function unreadable(cause: unknown): MediaError {
  return new MediaError('upload.invalid-image', { reason: 'pixels-unreadable' }, { cause });
}

/**
 * True where nothing was decoded: what a decoder can't read it fills with one color, up to the last pixel. Of a header
 * without a picture it still makes a block or two.
 */
function isFilling({ data, channels }: Pixels): boolean {
  const last = data.subarray(-channels);
  let filled = 0;
  for (let at = 0; at < data.length; at += channels) {
    if (last.every((value, channel) => value === data[at + channel])) filled += 1;
  }
  return filled >= (data.length / channels) * fillingShare;
}

function fromPixels({ data, width, height, channels }: Pixels) {
  return sharp(data, { raw: { width, height, channels } });
}

async function shrink(pixels: Pixels, maxSide: number): Promise<Pixels> {
  if (Math.max(pixels.width, pixels.height) <= maxSide) return pixels;
  const { data, info } = await fromPixels(pixels)
    .resize(maxSide, maxSide, { fit: 'inside' })
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height, channels: info.channels };
}

async function encode(
  pixels: Pixels,
  { preset, quality, effort }: RenditionRecipe,
): Promise<EncodedRendition> {
  const encoded = await fromPixels(pixels).webp({ quality, effort }).toBuffer();
  // Copied: a small Buffer may be a view into a pool that would cross the process border whole.
  const bytes = Uint8Array.from(encoded);
  return { preset, width: pixels.width, height: pixels.height, mimeType: 'image/webp', bytes };
}

async function toRgba(pixels: Pixels): Promise<Pixels> {
  const { data, info } = await fromPixels(await shrink(pixels, placeholderSide))
    .toColorspace('srgb')
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height, channels: info.channels };
}
