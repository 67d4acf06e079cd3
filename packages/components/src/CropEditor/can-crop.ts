import type { MediaFile } from '@vitrine/schema';
import { pictureSource } from '../Image/picture-source.ts';

/** A picture that can be shown and whose dimensions are known. */
export function canCrop(file: MediaFile): boolean {
  return file.kind === 'image' && file.width !== null && file.height !== null && pictureSource(file) !== null;
}
