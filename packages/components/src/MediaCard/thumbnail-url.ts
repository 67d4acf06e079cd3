import type { MediaFile, ThumbnailPreset } from '@vitrine/schema';

const ORDER: readonly ThumbnailPreset[] = ['large', 'medium', 'small'];

/** The preset, or the next smaller one where the original is smaller; null for what can not be shown. */
export function thumbnailUrl(file: Pick<MediaFile, 'thumbnails'>, preset: ThumbnailPreset): string | null {
  const sizes = ORDER.slice(ORDER.indexOf(preset));
  return sizes.map((size) => file.thumbnails[size]?.url).find((url) => url !== undefined) ?? null;
}

/** `150w, 300w…`: lets the browser take what the screen's density needs. */
export function thumbnailSrcSet(file: Pick<MediaFile, 'thumbnails'>): string | undefined {
  const sizes = [...ORDER].reverse().flatMap((size) => {
    const thumbnail = file.thumbnails[size];
    return thumbnail ? [`${thumbnail.url} ${thumbnail.width}w`] : [];
  });
  return sizes.length > 1 ? sizes.join(', ') : undefined;
}
