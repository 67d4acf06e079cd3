import { readFile } from 'node:fs/promises';
import { packageVersion } from './package-version.ts';
import { toolVersion } from './raster-loaders.ts';
import type { Pixels } from './render-pixels.ts';

/** For rows of renditions: what decoded and encoded them. */
export const heicVersion = () => `heic-decode ${packageVersion('heic-decode')}, ${toolVersion}`;

/** Decodes the main picture of a HEIC. It comes upright: the rotation is part of the format, and is applied. */
export async function decodeHeic(path: string): Promise<Pixels> {
  const { default: decode } = await import('heic-decode');
  const { width, height, data } = await decode({ buffer: await readFile(path) });
  return {
    data: Buffer.from(data.buffer, data.byteOffset, data.byteLength),
    width,
    height,
    channels: 4,
  };
}
