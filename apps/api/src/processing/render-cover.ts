import { MediaError } from '../errors/media-error.ts';
import type { RenderedPixels } from './decode-jobs.ts';
import { sharp } from './raster-loaders.ts';
import { checkImageLimits } from './read-image-facts.ts';
import type { RenditionRecipe } from './recipes.ts';
import { largestSide, renderPixels } from './render-pixels.ts';

/** A cover of more bytes is no cover. */
const maxCoverBytes = 32 * 1024 * 1024;

/**
 * Renders a picture that a file carries inside: the cover of audio, the thumbnail of a document.
 * @returns null where it can't be shown. The file itself is none the worse.
 */
export async function renderCover(
  bytes: Uint8Array,
  recipes: readonly RenditionRecipe[],
): Promise<RenderedPixels | null> {
  if (bytes.byteLength > maxCoverBytes) return null;
  try {
    const { width, height } = await sharp(bytes, { limitInputPixels: false }).metadata();
    checkImageLimits(width, height, 1);
    const maxSide = largestSide(recipes);
    const { data, info } = await sharp(bytes, { failOn: 'none', sequentialRead: true })
      .autoOrient()
      .resize(maxSide, maxSide, { fit: 'inside', withoutEnlargement: true })
      .toColorspace('srgb')
      .raw({ depth: 'uchar' })
      .toBuffer({ resolveWithObject: true });
    const pixels = { data, width: info.width, height: info.height, channels: info.channels };
    return await renderPixels(pixels, recipes, Math.max(width, height));
  } catch (error) {
    if (error instanceof MediaError || isDecoderError(error)) return null;
    throw error;
  }
}

/** sharp throws plain errors for all that it can't decode; a fault of ours is of another kind. */
function isDecoderError(error: unknown): boolean {
  return error instanceof Error && !(error instanceof TypeError || error instanceof RangeError);
}
