import { rgbaToThumbHash } from 'thumbhash';
import type { EncodedRendition, RenderedPixels } from './decode-jobs.ts';
import { findPalette } from './find-palette.ts';
import { hashedSide, hashPerception } from './hash-perception.ts';
import { sharp } from './raster-loaders.ts';
import { applicableRecipes, type RenditionRecipe } from './recipes.ts';

/** Pixels in sRGB, 8 bits a channel, upright. */
export interface Pixels {
  data: Buffer;
  width: number;
  height: number;
  channels: 1 | 2 | 3 | 4;
}

/** Thumbhash takes no more; colors are counted on the same. */
export const placeholderSide = 100;

/** Of these recipes, how many pixels the longer side of the largest rendition has. */
export function largestSide(recipes: readonly RenditionRecipe[]): number {
  return Math.max(placeholderSide, ...recipes.map(({ maxSide }) => maxSide));
}

/**
 * Makes everything that is made of a picture's pixels. Each rendition is made from the next larger one.
 * @param longerSide of the original, where the pixels are a smaller picture of it already.
 */
export async function renderPixels(
  largest: Pixels,
  recipes: readonly RenditionRecipe[],
  longerSide = Math.max(largest.width, largest.height),
): Promise<RenderedPixels> {
  const wanted = applicableRecipes(recipes, longerSide).reverse();
  let pixels = largest;
  const encoding: Promise<EncodedRendition>[] = [];
  for (const recipe of wanted) {
    pixels = await shrink(pixels, recipe.maxSide);
    encoding.push(encode(pixels, recipe));
  }
  const [renditions, rgba, gray] = await Promise.all([Promise.all(encoding), toRgba(pixels), toGray(pixels)]);
  return {
    perceptualHash: hashPerception(gray),
    placeholder: Buffer.from(rgbaToThumbHash(rgba.width, rgba.height, rgba.data)).toString('base64'),
    palette: findPalette(rgba.data),
    renditions: renditions.reverse(),
  };
}

export function fromPixels({ data, width, height, channels }: Pixels) {
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

/** On white, as most pages are: what is transparent has no brightness of its own. */
function toGray(pixels: Pixels): Promise<Buffer> {
  return fromPixels(pixels)
    .flatten({ background: '#ffffff' })
    .resize(hashedSide, hashedSide, { fit: 'fill' })
    .grayscale()
    .raw()
    .toBuffer();
}
