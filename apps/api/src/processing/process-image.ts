import { MediaError } from '../errors/media-error.ts';
import type { DecodePool } from './decode-pool.ts';
import { type ProcessInput, type Processor, unreadFile, withRecipes } from './processed-file.ts';

/**
 * Looks into an image in the child: a raster image is decoded once and rendered, an SVG checked and kept as it is.
 * @throws MediaError 'upload.invalid-image', 'upload.svg-active', 'upload.too-large' for an SVG over its own limit.
 */
export const processImage: Processor = async (decodePool, input) => {
  const { path, mimeType, recipes } = input;
  if (mimeType === 'image/svg+xml')
    return { ...unreadFile, ...(await decodePool.run('svg.inspect', { path })) };
  if (mimeType === 'image/heic') return processHeic(decodePool, input);
  const rendered = await decodePool.run('image.render', { path, mimeType, recipes: [...recipes] });
  return withRecipes({ ...unreadFile, ...rendered }, recipes);
};

/** Of a HEIC that can't be decoded here the header is enough: cameras write forms that no free decoder reads. */
async function processHeic(decodePool: DecodePool, { path, mimeType, recipes }: ProcessInput) {
  try {
    const rendered = await decodePool.run('image.render', { path, mimeType, recipes: [...recipes] });
    return withRecipes({ ...unreadFile, ...rendered }, recipes);
  } catch (error) {
    if (!(error instanceof MediaError) || !heicReasons.has(String(error.details?.reason))) throw error;
    const facts = await decodePool.run('image.probe', { path, mimeType });
    return { ...unreadFile, ...facts, damaged: facts.width === null };
  }
}

const heicReasons = new Set(['header', 'pixels-unreadable', 'timeout', 'memory', 'crash']);
