import { MediaError } from '../errors/media-error.ts';
import type { DecodeJobs, ImageFacts, ReadFileInput, RenderedImage } from './decode-jobs.ts';
import { decodeHeic, heicVersion } from './heic.ts';
import { sharp, toolVersion } from './raster-loaders.ts';
import { readImageFacts } from './read-image-facts.ts';
import { applicableRecipes } from './recipes.ts';
import { type Pixels, placeholderSide, renderPixels } from './render-pixels.ts';

/** The header was checked before; this holds where the pixels are more than it said. */
const limitInputPixels = 100_000_000;
/** Of a damaged picture, how much may be filling: with less than a twentieth to see it is no picture any more. */
const fillingShare = 0.95;

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
export async function renderImage({ path, mimeType, recipes }: ReadFileInput): Promise<RenderedImage> {
  const facts = await readImageFacts(path, mimeType);
  if (mimeType === 'image/heic') {
    const pixels = await decodeHeic(path).catch((error: unknown) => {
      throw unreadable(error);
    });
    const { width, height } = pixels;
    const rendered = await renderPixels(pixels, recipes);
    return { ...facts, width, height, damaged: false, ...rendered, toolVersion: heicVersion() };
  }
  const longerSide = Math.max(facts.width, facts.height);
  const largest = applicableRecipes(recipes, longerSide).at(-1)?.maxSide ?? placeholderSide;
  const { pixels, damaged } = await decode(path, largest);
  return { ...facts, damaged, ...(await renderPixels(pixels, recipes, longerSide)), toolVersion };
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
    if (isHeaderForged(strictError)) throw unreadable(strictError);
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

/** A PNG whose first chunk is not as its checksum says: its size and form may be anything. */
function isHeaderForged(error: unknown): boolean {
  return error instanceof Error && /IHDR: CRC error/.test(error.message);
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
