import type { MediaFile } from '@vitrine/schema';

/** What browsers show; anything else appears as a thumbnail or not at all. */
const shownByBrowsers = new Set([
  'image/jpeg',
  'image/png',
  'image/gif',
  'image/webp',
  'image/avif',
  'image/svg+xml',
]);

export interface PictureSource {
  src: string;
  /** Missing where there is one size only. */
  srcSet?: string;
}

/** The thumbnails and the original with their widths, for `<img>`; null for what can not be shown as a picture. */
export function pictureSource(file: MediaFile): PictureSource | null {
  const original = file.kind === 'image' && shownByBrowsers.has(file.mimeType) ? file : null;
  // A thumbnail of an animation stands still, and one of a drawing is coarser than the drawing.
  if (original && (file.animated || file.mimeType === 'image/svg+xml')) return { src: original.url };
  const { small, medium, large } = file.thumbnails;
  // A comma or a space ends a URL in `srcset`: a drawing in a `data:` URL has both.
  const candidates = [small, medium, large, original].flatMap((picture) =>
    picture?.width && !/[\s,]/.test(picture.url) ? [`${picture.url} ${picture.width}w`] : [],
  );
  const src = (large ?? original ?? medium ?? small)?.url;
  if (!src) return null;
  return candidates.length < 2 ? { src } : { src, srcSet: candidates.join(', ') };
}

/**
 * What `sizes` means for a picture of which only a part fills the slot: the whole of it is wider by `1 / share`.
 * Takes lists with media conditions: `(min-width: 800px) 760px, 100vw`.
 */
export function enlargeSizes(sizes: string, share: number): string {
  if (share >= 1) return sizes;
  return sizes
    .split(/,(?![^(]*\))/)
    .map((entry) => {
      const [, condition = '', length = ''] = /^(.*\)\s+(?!$))?(.+)$/.exec(entry.trim()) ?? [];
      return `${condition}calc(${length} / ${share.toFixed(4)})`;
    })
    .join(', ');
}
