import type { EncodedRendition } from './decode-jobs.ts';
import { opaqueFile, type ProcessedFile, type Processor } from './processed-file.ts';
import { canRender } from './raster-formats.ts';
import { hashRecipe, type RenditionRecipe } from './recipes.ts';

/**
 * Looks into an image in the child: a raster image is decoded once and rendered, an SVG checked and kept as it is, of
 * a HEIC the header read.
 * @throws MediaError 'upload.invalid-image', 'upload.svg-active', 'upload.too-large' for an SVG over its own limit.
 */
export const processImage: Processor = async (
  decodePool,
  { path, mimeType, recipes },
): Promise<ProcessedFile> => {
  if (mimeType === 'image/svg+xml')
    return { ...opaqueFile, ...(await decodePool.run('svg.inspect', { path })) };
  if (!canRender(mimeType))
    return { ...opaqueFile, ...(await decodePool.run('image.probe', { path, mimeType })) };
  const rendered = await decodePool.run('image.render', { path, mimeType, recipes: [...recipes] });
  return { ...rendered, renditions: rendered.renditions.map((rendition) => withRecipe(rendition, recipes)) };
};

function withRecipe(rendition: EncodedRendition, recipes: readonly RenditionRecipe[]) {
  const recipe = recipes.find(({ preset }) => preset === rendition.preset);
  if (!recipe) throw new Error(`The decoder made a rendition that nobody asked for: ${rendition.preset}.`);
  return { ...rendition, recipe, recipeHash: hashRecipe(recipe) };
}
