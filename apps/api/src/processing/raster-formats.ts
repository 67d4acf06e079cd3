/**
 * The image formats that libvips reads for us: its loader and the name that it gives the format. SVG is not among them:
 * librsvg reads sibling files and may need 40 s for 4.7 KB.
 */
export const rasterFormats = {
  'image/jpeg': { loader: 'VipsForeignLoadJpegFile', format: 'jpeg', canRender: true },
  'image/png': { loader: 'VipsForeignLoadPngFile', format: 'png', canRender: true },
  'image/gif': { loader: 'VipsForeignLoadNsgifFile', format: 'gif', canRender: true },
  'image/webp': { loader: 'VipsForeignLoadWebpFile', format: 'webp', canRender: true },
  'image/avif': { loader: 'VipsForeignLoadHeifFile', format: 'heif', canRender: true },
  'image/tiff': { loader: 'VipsForeignLoadTiffFile', format: 'tiff', canRender: true },
  // The header only: the packaged libheif has no decoder for HEVC. Its pixels come from `heic.ts`.
  'image/heic': { loader: 'VipsForeignLoadHeifFile', format: 'heif', canRender: false },
} as const;

export type RasterMimeType = keyof typeof rasterFormats;

export function isRasterMimeType(mimeType: string): mimeType is RasterMimeType {
  return Object.hasOwn(rasterFormats, mimeType);
}

/** True for images that libvips decodes here. */
export function canRender(mimeType: string): boolean {
  return isRasterMimeType(mimeType) && rasterFormats[mimeType].canRender;
}
