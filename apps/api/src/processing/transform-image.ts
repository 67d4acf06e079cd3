import { MediaError } from '../errors/media-error.ts';
import type { DecodeJobs } from './decode-jobs.ts';
import { decodeHeic, heicVersion } from './heic.ts';
import { planTransform, type TransformPlan } from './plan-transform.ts';
import { isRasterMimeType, rasterFormats } from './raster-formats.ts';
import { sharp, toolVersion } from './raster-loaders.ts';
import { fromPixels } from './render-pixels.ts';
import type { TransformFormat, TransformRecipe } from './transform-recipe.ts';

export interface TransformImageInput {
  path: string;
  /** As sniffed when it was accepted. */
  mimeType: string;
  recipe: TransformRecipe;
}

export interface TransformedImage {
  bytes: Uint8Array<ArrayBuffer>;
  width: number;
  height: number;
  /** Name and version of what decoded and encoded. */
  toolVersion: string;
}

const limitInputPixels = 100_000_000;
const white = { r: 255, g: 255, b: 255, alpha: 1 };
const nothing = { ...white, alpha: 0 };

/**
 * Makes one picture of an accepted one. It leaves in sRGB and without any metadata. What is damaged is shown as far
 * as it goes.
 * @throws MediaError 'upload.invalid-image' { reason: 'pixels-unreadable' }.
 */
export async function transformImage({
  path,
  mimeType,
  recipe,
}: DecodeJobs['image.transform']['input']): Promise<TransformedImage> {
  const source = await openSource(path, mimeType);
  const plan = planTransform(source.size, recipe);
  const make = (failOn: 'warning' | 'none') => encode(source.open(failOn), source.size, plan, recipe);
  const { data, info } = await make('warning').catch(() => make('none').catch(refuseUnreadable));
  // Copied: a small Buffer may be a view into a pool that would cross the process border whole.
  const bytes = Uint8Array.from(data);
  return { bytes, width: info.width, height: info.height, toolVersion: source.toolVersion };
}

interface Source {
  /** Upright. */
  size: { width: number; height: number };
  open(failOn: 'warning' | 'none'): Image;
  toolVersion: string;
}

async function openSource(path: string, mimeType: string): Promise<Source> {
  const header = await sharp(path, { failOn: 'none', limitInputPixels }).metadata().catch(refuseUnreadable);
  if (!isRasterMimeType(mimeType) || rasterFormats[mimeType].format !== header.format) {
    throw new MediaError('upload.invalid-image', { reason: 'format' });
  }
  if (mimeType === 'image/heic') {
    const pixels = await decodeHeic(path).catch(refuseUnreadable);
    const open = () => (header.hasAlpha ? fromPixels(pixels) : fromPixels(pixels).removeAlpha());
    return { size: pixels, open, toolVersion: heicVersion() };
  }
  return {
    size: header.autoOrient,
    open: (failOn) => sharp(path, { failOn, limitInputPixels, sequentialRead: true }).autoOrient(),
    toolVersion,
  };
}

function refuseUnreadable(cause: unknown): never {
  throw new MediaError('upload.invalid-image', { reason: 'pixels-unreadable' }, { cause });
}

function encode(opened: Image, source: Source['size'], plan: TransformPlan, recipe: TransformRecipe) {
  const { part, size, canvas } = plan;
  const scale = size.width / part.width;
  let image = opened;
  if (scale <= 0.5) {
    // Scaled before it is cut: only so can a JPEG be decoded at a half, quarter or eighth of its size.
    const whole = {
      width: Math.max(size.width, Math.round(source.width * scale)),
      height: Math.max(size.height, Math.round((source.height * size.height) / part.height)),
    };
    const left = Math.min(Math.round(part.left * scale), whole.width - size.width);
    const top = Math.min(Math.round((part.top * size.height) / part.height), whole.height - size.height);
    image = image.resize(whole.width, whole.height, { fit: 'fill' });
    if (whole.width > size.width || whole.height > size.height) image = image.extract({ left, top, ...size });
  } else {
    image = image.extract(part).resize(size.width, size.height, { fit: 'fill' });
  }
  image = image.toColorspace('srgb');
  if (recipe.format === 'jpeg') image = image.flatten({ background: white });
  const [marginX, marginY] = [canvas.width - size.width, canvas.height - size.height];
  if (marginX > 0 || marginY > 0) {
    const left = Math.floor(marginX / 2);
    const top = Math.floor(marginY / 2);
    const background = recipe.format === 'jpeg' ? white : nothing;
    image = image.extend({ left, top, right: marginX - left, bottom: marginY - top, background });
  }
  return encoders[recipe.format](image, recipe).toBuffer({ resolveWithObject: true });
}

type Image = ReturnType<typeof sharp>;

const encoders: Record<TransformFormat, (image: Image, recipe: TransformRecipe) => Image> = {
  avif: (image, { quality, effort }) => image.avif({ quality, effort }),
  webp: (image, { quality, effort }) => image.webp({ quality, effort }),
  jpeg: (image, { quality }) => image.jpeg({ quality, progressive: true }),
  png: (image, { effort }) => image.png({ effort, compressionLevel: 6 }),
};
