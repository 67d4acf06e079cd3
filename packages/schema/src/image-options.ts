import * as z from 'zod';
import { Crop, FocalPoint } from './media.ts';

/** `inside` keeps the whole picture within the box, `cover` fills the box, `contain` fills it with empty edges. */
export const ImageFit = z.enum(['inside', 'cover', 'contain']);
export type ImageFit = z.infer<typeof ImageFit>;

/** The last part of an image URL; `auto` lets the browser's Accept decide. */
export const ImageExtension = z.enum(['auto', 'avif', 'webp', 'jpg', 'png']);
export type ImageExtension = z.infer<typeof ImageExtension>;

/** No side of the box that is asked for is longer, in pixels. What is made may be: a page as tall as ten screens. */
export const maxImageSide = 4096;
const Side = z.int().min(1).max(maxImageSide);

/** A rounding error may reach over the edge by this much. */
const fractionStep = 0.0001;

/**
 * What a picture is made into on request. Without a box on both sides only `inside` makes sense; the focal point is
 * the file's own where none is given. Nothing is ever enlarged: a smaller original gives a smaller picture.
 */
export const ImageOptions = z
  .strictObject({
    width: Side.optional(),
    height: Side.optional(),
    fit: ImageFit.default('inside'),
    /** For `cover`: what stays in the picture, in fractions of the whole original. */
    focalPoint: FocalPoint.optional(),
    /** Taken out of the original first. */
    crop: Crop.optional(),
    /** 1..100; by default what is good for the format. */
    quality: z.int().min(1).max(100).optional(),
  })
  .refine(({ width, height }) => width !== undefined || height !== undefined, 'need a width or a height')
  .refine(
    ({ width, height, fit }) => fit === 'inside' || (width !== undefined && height !== undefined),
    'need a width and a height for this fit',
  )
  .refine(
    ({ fit, focalPoint }) => focalPoint === undefined || fit === 'cover',
    'have a focal point with cover only',
  )
  .refine(
    ({ crop }) =>
      crop === undefined ||
      (crop.x + crop.width <= 1 + fractionStep && crop.y + crop.height <= 1 + fractionStep),
    'have a crop that reaches over the edge',
  );
export type ImageOptions = z.input<typeof ImageOptions>;
export type ParsedImageOptions = z.output<typeof ImageOptions>;

/** Widths that the grant of a file, or its public level, opens: the steps of a `srcset`. All others are signed one by one. */
export const presetWidths = [320, 480, 640, 960, 1280, 1600, 1920, 2560] as const;

/**
 * What pictures of any size are made of. Of every other file that has thumbnails they are made of the largest of those,
 * and of one without there are none.
 */
export const scaledTypes = [
  'image/jpeg',
  'image/png',
  'image/gif',
  'image/webp',
  'image/avif',
  'image/tiff',
  'image/heic',
] as const;
export type ScaledType = (typeof scaledTypes)[number];

const scaled = new Set<string>(scaledTypes);

/** Whether the original itself is scaled on request. */
export function isScaledType(mimeType: string): mimeType is ScaledType {
  return scaled.has(mimeType);
}

/** WebP knows no longer side. */
const maxMadeSide = 16_383;
const maxMadePixels = maxImageSide ** 2;

/** By what a picture is made smaller, where it would be too long or have too many pixels to be coded: 1 or less. */
export function madeScale(
  { width, height }: { width: number; height: number },
  maxPixels = maxMadePixels,
): number {
  return Math.min(1, maxMadeSide / Math.max(width, height), Math.sqrt(maxPixels / (width * height)));
}

/** Four digits behind the point are a pixel in ten thousand. */
const fraction = (value: number) => String(Math.round(value * 10_000) / 10_000);

/**
 * The one way to write options in a URL: `w_640,h_360,fit_cover,f_0.5_0.25,c_0_0_1_0.5,q_80`, in this order and
 * without what is the default.
 */
export function formatImageOptions(options: ImageOptions): string {
  const { width, height, fit = 'inside', focalPoint, crop, quality } = options;
  const parts = [
    width !== undefined && `w_${width}`,
    height !== undefined && `h_${height}`,
    fit !== 'inside' && `fit_${fit}`,
    focalPoint && `f_${[focalPoint.x, focalPoint.y].map(fraction).join('_')}`,
    crop && `c_${[crop.x, crop.y, crop.width, crop.height].map(fraction).join('_')}`,
    quality !== undefined && `q_${quality}`,
  ];
  return parts.filter(Boolean).join(',');
}

const optionsForm =
  /^(?:w_(?<width>\d{1,4}))?(?:,?h_(?<height>\d{1,4}))?(?:,fit_(?<fit>cover|contain))?(?:,f_(?<focal>[\d._]{3,13}))?(?:,c_(?<crop>[\d._]{7,27}))?(?:,q_(?<quality>\d{1,3}))?$/;

/**
 * Reads options as `formatImageOptions` writes them. Null for everything else, also for the same options in another
 * order or spelling: one picture has one URL, else a cache could be filled with its spellings.
 */
export function parseImageOptions(text: string): ParsedImageOptions | null {
  const { width, height, fit, focal, crop, quality } = optionsForm.exec(text)?.groups ?? {};
  const [focalX, focalY] = focal?.split('_').map(Number) ?? [];
  const [x, y, cropWidth, cropHeight] = crop?.split('_').map(Number) ?? [];
  const parsed = ImageOptions.safeParse({
    ...(width && { width: Number(width) }),
    ...(height && { height: Number(height) }),
    ...(fit && { fit }),
    ...(focal && { focalPoint: { x: focalX, y: focalY } }),
    ...(crop && { crop: { x, y, width: cropWidth, height: cropHeight } }),
    ...(quality && { quality: Number(quality) }),
  });
  return parsed.success && formatImageOptions(parsed.data) === text ? parsed.data : null;
}

const presetOptions = new Set(presetWidths.map((width) => formatImageOptions({ width })));

/** True for options that nobody has to sign. */
export function isPresetOptions(text: string): boolean {
  return presetOptions.has(text);
}
