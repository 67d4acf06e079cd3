import type { MediaFile } from '@vitrine/schema';

/** A picture without a text in any language. Whether it is decorative is said where it is used. */
export function needsAlt(file: Pick<MediaFile, 'kind' | 'alt' | 'damaged'>): boolean {
  return (
    file.kind === 'image' && !file.damaged && !Object.values(file.alt).some((text) => text.trim() !== '')
  );
}
