import { framePicture } from '@vitrine/client';
import type { Crop, FocalPoint } from '@vitrine/schema';

export interface PictureSize {
  /** Pixels after orientation. */
  width: number;
  height: number;
}

const clamp = (value: number, least: number, most: number) => Math.min(Math.max(value, least), most);
const round = (value: number) => Math.round(value * 1e5) / 1e5;

/** The largest crop of this ratio around the middle of the one before. */
export function cropToRatio(picture: PictureSize, crop: Crop, ratio: number): Crop {
  const middle = { x: crop.x + crop.width / 2, y: crop.y + crop.height / 2 };
  return framePicture({ ...picture, focalPoint: middle }, ratio);
}

/**
 * The crop with a side of so many pixels; the other side follows where the ratio is held. It keeps its middle and
 * stays inside the picture.
 */
export function resizeCrop(
  picture: PictureSize,
  crop: Crop,
  change: { side: 'width' | 'height'; pixels: number; ratio: number | undefined },
): Crop {
  const { side, pixels, ratio } = change;
  let width = side === 'width' ? pixels : ratio ? pixels * ratio : crop.width * picture.width;
  let height = side === 'height' ? pixels : ratio ? pixels / ratio : crop.height * picture.height;
  // A side that does not fit takes the other one down with it, or the ratio would be lost.
  const tooLarge = Math.max(width / picture.width, height / picture.height, 1);
  width = Math.max(1, ratio ? width / tooLarge : Math.min(width, picture.width));
  height = Math.max(1, ratio ? height / tooLarge : Math.min(height, picture.height));
  const share = { width: width / picture.width, height: height / picture.height };
  return {
    x: clamp(crop.x + (crop.width - share.width) / 2, 0, 1 - share.width),
    y: clamp(crop.y + (crop.height - share.height) / 2, 0, 1 - share.height),
    ...share,
  };
}

export function clampFocalPoint({ x, y }: FocalPoint): FocalPoint {
  return { x: round(clamp(x, 0, 1)), y: round(clamp(y, 0, 1)) };
}

/** As it is stored: five digits, within the picture; undefined for the whole picture. */
export function storedCrop(crop: Crop): Crop | undefined {
  const x = round(clamp(crop.x, 0, 1));
  const y = round(clamp(crop.y, 0, 1));
  const width = round(Math.min(crop.width, 1 - x));
  const height = round(Math.min(crop.height, 1 - y));
  return width > 0.9999 && height > 0.9999 ? undefined : { x, y, width, height };
}
