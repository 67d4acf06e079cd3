import type { Metadata } from 'sharp';
import { MediaError } from '../errors/media-error.ts';
import type { ImageFacts } from './decode-jobs.ts';
import { isRasterMimeType, rasterFormats } from './raster-formats.ts';
import { sharp } from './raster-loaders.ts';
import { readExif } from './read-exif.ts';

/** Pixels of one frame. 12 megapixels is a telephone, 100 the largest camera. */
const maxPixels = 100_000_000;
const maxFrames = 2_000;
/** Pixels of all frames together: what a viewer would have to decode to play it once. */
const maxPlayedPixels = 1_000_000_000;

const playedFormats = new Set(['gif', 'webp']);

/**
 * Reads the header of an image and holds it against the limits, before a pixel is decoded.
 * @throws MediaError 'upload.invalid-image' with { reason: 'header' } where it can't be read, 'format' where it is of
 * another type than sniffed, 'pixels' { limit } or 'frames' { limit } where there are too many.
 */
export async function readImageFacts(
  path: string,
  mimeType: string,
): Promise<ImageFacts & { width: number; height: number }> {
  const header = await readHeader(path);
  const expected = isRasterMimeType(mimeType) ? rasterFormats[mimeType].format : null;
  if (header.format !== expected) throw new MediaError('upload.invalid-image', { reason: 'format' });
  const { width, height } = header.autoOrient;
  const pages = header.pages ?? 1;
  checkImageLimits(width, height, pages);
  const animated = pages > 1 && playedFormats.has(header.format);
  const { takenAt, metadata, privateMetadata } = await readExif(path, mimeType, header);
  return {
    width,
    height,
    hasAlpha: header.hasAlpha,
    animated,
    pageCount: header.format === 'tiff' && pages > 1 ? pages : null,
    takenAt,
    metadata: {
      ...metadata,
      colorSpace: header.space,
      bitDepth: bitDepths[header.depth] ?? 8,
      ...(animated ? { frameCount: pages } : {}),
    },
    privateMetadata,
  };
}

const bitDepths: Record<string, number> = {
  uchar: 8,
  char: 8,
  ushort: 16,
  short: 16,
  uint: 32,
  int: 32,
  float: 32,
};

async function readHeader(path: string): Promise<Metadata> {
  try {
    // The header of a damaged file is still worth reading; our own limits come right after.
    return await sharp(path, { failOn: 'none', limitInputPixels: false }).metadata();
  } catch (error) {
    throw new MediaError('upload.invalid-image', { reason: 'header' }, { cause: error });
  }
}

/** @throws MediaError as `readImageFacts`. */
export function checkImageLimits(width: number, height: number, pages: number): void {
  if (width * height > maxPixels) {
    const message = `The picture has ${width} × ${height} pixels; 100 megapixels are the most. Export it smaller.`;
    throw new MediaError(
      'upload.invalid-image',
      { reason: 'pixels', width, height, limit: maxPixels },
      { message },
    );
  }
  if (pages > maxFrames || pages * width * height > maxPlayedPixels) {
    const message = `The picture has ${pages} frames, too many or too large ones. Export it as a video instead.`;
    throw new MediaError(
      'upload.invalid-image',
      { reason: 'frames', frames: pages, limit: maxFrames },
      { message },
    );
  }
}
