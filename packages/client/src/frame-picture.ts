import type { Crop, FocalPoint } from '@vitrine/schema';

export interface FramedPicture {
  /** Pixels after orientation. */
  width: number;
  height: number;
  /** What an editor cut out: the whole picture where it is missing. */
  crop?: Crop;
  /** In fractions of the whole picture; the middle of the crop where it is missing. */
  focalPoint?: FocalPoint;
}

export const wholePicture: Crop = { x: 0, y: 0, width: 1, height: 1 };

/** Width divided by height of what is left after the crop. */
export function croppedRatio({ width, height, crop = wholePicture }: FramedPicture): number {
  return (crop.width * width) / (crop.height * height);
}

const clamp = (value: number, least: number, most: number) => Math.min(Math.max(value, least), most);

/**
 * The largest part of the crop that fills a frame of this ratio, as close around the focal point as the crop allows,
 * in fractions of the whole picture. This is what a slot of the host shows.
 */
export function framePicture(picture: FramedPicture, frameRatio: number): Crop {
  const { crop = wholePicture } = picture;
  const focal = picture.focalPoint ?? { x: crop.x + crop.width / 2, y: crop.y + crop.height / 2 };
  const ratio = croppedRatio(picture);
  const width = ratio > frameRatio ? (crop.width * frameRatio) / ratio : crop.width;
  const height = ratio > frameRatio ? crop.height : (crop.height * ratio) / frameRatio;
  return {
    x: clamp(focal.x - width / 2, crop.x, crop.x + crop.width - width),
    y: clamp(focal.y - height / 2, crop.y, crop.y + crop.height - height),
    width,
    height,
  };
}

/** Reads `16:9` as a number; `undefined` stays so. */
export function parseAspect(aspect: string | undefined): number | undefined {
  if (aspect === undefined) return undefined;
  const [width = 0, height = 0] = aspect.split(':').map(Number);
  if (!(width > 0 && height > 0)) {
    throw new TypeError(`aspect is "${aspect}": write width:height, such as 16:9.`);
  }
  return width / height;
}
