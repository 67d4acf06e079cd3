import { imageCandidates, imageSrcSet } from '@vitrine/client';
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

/** About what `large` has: for mail, feeds and others that know no `srcset`. */
const plainWidth = 960;

export interface PictureSource {
  src: string;
  /** Missing where there is one size only. */
  srcSet?: string;
}

/** All widths of a picture, for `<img>`; null for what can not be shown as one. */
export function pictureSource(file: MediaFile): PictureSource | null {
  const original = file.kind === 'image' && shownByBrowsers.has(file.mimeType) ? file : null;
  // A thumbnail of an animation stands still, and one of a drawing is coarser than the drawing.
  if (original && (file.animated || file.mimeType === 'image/svg+xml')) return { src: original.url };
  const candidates = imageCandidates(file);
  const srcSet = imageSrcSet(candidates);
  const plain = file.thumbnails.large ?? candidates.filter(({ width }) => width <= plainWidth).at(-1);
  // The original may be many megabytes and say where it was taken: only where nothing is made of it.
  const src = (plain ?? candidates[0] ?? original)?.url;
  if (!src) return null;
  return srcSet.includes(', ') ? { src, srcSet } : { src };
}
