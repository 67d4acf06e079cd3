import type { Crop, FocalPoint, ImageFit, ParsedImageOptions } from '@vitrine/schema';

export type TransformFormat = 'avif' | 'webp' | 'jpeg' | 'png';

/** All that decides how a picture made on request looks, with nothing left to a default. */
export interface TransformRecipe {
  width: number | null;
  height: number | null;
  fit: ImageFit;
  /** For `cover`, else null. */
  focalPoint: FocalPoint | null;
  crop: Crop | null;
  format: TransformFormat;
  /** 1..100; of a PNG always 100. */
  quality: number;
  /** Work of the encoder. AVIF with 2 of 9: a fifth of the time of its default for a few percent more bytes. */
  effort: number;
}

const encoders: Record<TransformFormat, { quality: number; effort: number }> = {
  avif: { quality: 55, effort: 2 },
  webp: { quality: 80, effort: 2 },
  jpeg: { quality: 82, effort: 0 },
  png: { quality: 100, effort: 6 },
};

/** @param focalPoint of the file, where the options name none. */
export function toTransformRecipe(
  options: ParsedImageOptions,
  format: TransformFormat,
  focalPoint: FocalPoint,
): TransformRecipe {
  const { width = null, height = null, fit, crop = null, quality } = options;
  const encoder = encoders[format];
  return {
    width,
    height,
    fit,
    focalPoint: fit === 'cover' ? (options.focalPoint ?? focalPoint) : null,
    crop,
    format,
    quality: format === 'png' ? encoder.quality : (quality ?? encoder.quality),
    effort: encoder.effort,
  };
}
