import { isScaledType, type ScaledType } from '@vitrine/schema';

/**
 * The image formats that libvips reads for us: its loader and the name that it gives the format. SVG is not among them:
 * librsvg reads sibling files and may need 40 s for 4.7 KB.
 */
export const rasterFormats = {
  'image/jpeg': { loader: 'VipsForeignLoadJpegFile', format: 'jpeg' },
  'image/png': { loader: 'VipsForeignLoadPngFile', format: 'png' },
  'image/gif': { loader: 'VipsForeignLoadNsgifFile', format: 'gif' },
  'image/webp': { loader: 'VipsForeignLoadWebpFile', format: 'webp' },
  'image/avif': { loader: 'VipsForeignLoadHeifFile', format: 'heif' },
  'image/tiff': { loader: 'VipsForeignLoadTiffFile', format: 'tiff' },
  // The header only: the packaged libheif has no decoder for HEVC. Its pixels come from `heic.ts`.
  'image/heic': { loader: 'VipsForeignLoadHeifFile', format: 'heif' },
} as const satisfies Record<ScaledType, { loader: string; format: string }>;

export type RasterMimeType = keyof typeof rasterFormats;

export const isRasterMimeType: (mimeType: string) => mimeType is RasterMimeType = isScaledType;
