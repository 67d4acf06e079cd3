import { MediaError } from '../errors/media-error.ts';

/** Longer than a day is a surveillance camera, or a header that lies. */
const maxDurationSeconds = 24 * 60 * 60;
/** More pages than any book has. */
const maxPages = 10_000;

/** @throws MediaError 'upload.too-large' { reason: 'duration', limit } for what plays longer than a day. */
export function checkDuration(durationSeconds: number): void {
  if (durationSeconds <= maxDurationSeconds) return;
  const message = 'It plays longer than 24 hours, which is the most. Cut it into parts and upload those.';
  const details = { reason: 'duration', durationSeconds, limit: maxDurationSeconds };
  throw new MediaError('upload.too-large', details, { message });
}

/** @throws MediaError 'upload.too-large' { reason: 'pages', limit } for a document of more than 10,000 pages. */
export function checkPages(pageCount: number): void {
  if (pageCount <= maxPages) return;
  const message = 'The document has more than 10,000 pages, which is the most. Cut it into parts.';
  throw new MediaError('upload.too-large', { reason: 'pages', pageCount, limit: maxPages }, { message });
}

/** Readers that take a file whole into memory leave larger ones alone: they are kept, without thumbnail and text. */
export const maxReadBytes = 128 * 1024 * 1024;
