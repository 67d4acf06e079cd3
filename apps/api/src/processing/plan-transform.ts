import { madeScale } from '@vitrine/schema';
import type { TransformRecipe } from './transform-recipe.ts';

interface Size {
  width: number;
  height: number;
}

export interface TransformPlan {
  /** What is taken of the upright original, in its pixels. */
  part: Size & { left: number; top: number };
  /** What that part is scaled to: never larger than it is. */
  size: Size;
  /** What it stands in the middle of; of the same size except for `contain`. */
  canvas: Size;
}

const clamp = (value: number, least: number, most: number) => Math.min(Math.max(value, least), most);
const atLeastOne = ({ width, height }: Size): Size => ({
  width: Math.max(1, Math.round(width)),
  height: Math.max(1, Math.round(height)),
});
const scaled = ({ width, height }: Size, factor: number): Size =>
  atLeastOne({ width: width * factor, height: height * factor });

/** AVIF takes most of a second of work for a million pixels, and a decoder may work for eight. */
const maxAvifPixels = 6_000_000;

/**
 * Where the pixels of a picture come from and go to. A box that is larger than the original shrinks with its
 * proportions kept, so that nothing is enlarged. So does one of which more would come out than can be coded: of a tall
 * picture the width alone says little.
 */
export function planTransform(source: Size, recipe: TransformRecipe): TransformPlan {
  const { part, size, canvas } = fitPlan(source, recipe);
  const factor = madeScale(canvas, recipe.format === 'avif' ? maxAvifPixels : undefined);
  return { part, size: scaled(size, factor), canvas: scaled(canvas, factor) };
}

function fitPlan(source: Size, recipe: TransformRecipe): TransformPlan {
  const crop = cropOf(source, recipe);
  if (recipe.width === null || recipe.height === null || recipe.fit === 'inside') {
    const factor = Math.min(
      1,
      (recipe.width ?? Number.POSITIVE_INFINITY) / crop.width,
      (recipe.height ?? Number.POSITIVE_INFINITY) / crop.height,
    );
    const size = scaled(crop, factor);
    return { part: crop, size, canvas: size };
  }
  const box = { width: recipe.width, height: recipe.height };
  if (recipe.fit === 'cover') {
    const part = coverPart(source, crop, box.width / box.height, recipe.focalPoint ?? { x: 0.5, y: 0.5 });
    const size = scaled(box, Math.min(1, part.width / box.width, part.height / box.height));
    return { part, size, canvas: size };
  }
  const factor = Math.min(box.width / crop.width, box.height / crop.height);
  const canvas = scaled(box, Math.min(1, 1 / factor));
  const size = scaled(crop, Math.min(1, factor));
  return {
    part: crop,
    size: {
      width: Math.min(size.width, canvas.width),
      height: Math.min(size.height, canvas.height),
    },
    canvas,
  };
}

function cropOf({ width, height }: Size, { crop }: TransformRecipe): TransformPlan['part'] {
  if (!crop) return { left: 0, top: 0, width, height };
  const left = clamp(Math.round(crop.x * width), 0, width - 1);
  const top = clamp(Math.round(crop.y * height), 0, height - 1);
  return {
    left,
    top,
    width: clamp(Math.round(crop.width * width), 1, width - left),
    height: clamp(Math.round(crop.height * height), 1, height - top),
  };
}

/** The largest part of the crop of this ratio, as close around the focal point as the crop allows. */
function coverPart(
  source: Size,
  crop: TransformPlan['part'],
  ratio: number,
  focal: { x: number; y: number },
): TransformPlan['part'] {
  const isWider = crop.width / crop.height > ratio;
  const { width, height } = atLeastOne({
    width: isWider ? crop.height * ratio : crop.width,
    height: isWider ? crop.height : crop.width / ratio,
  });
  const left = Math.round(focal.x * source.width - width / 2);
  const top = Math.round(focal.y * source.height - height / 2);
  return {
    left: clamp(left, crop.left, crop.left + Math.max(0, crop.width - width)),
    top: clamp(top, crop.top, crop.top + Math.max(0, crop.height - height)),
    width: Math.min(width, crop.width),
    height: Math.min(height, crop.height),
  };
}
