import { typeOfMime } from '@vitrine/schema';
import { create as contentDisposition } from 'content-disposition';
import type { Presentation } from './send-object.ts';

/** Nothing that a file may be runs, loads or sends: not even where a browser sees a page in it. */
const sandbox = "sandbox; default-src 'none'";
/** An SVG without its styles is another picture. */
const svgSandbox = "sandbox; default-src 'none'; style-src 'unsafe-inline'";

/** Documents that a browser shows without running anything of them, inside the sandbox. */
const shownDocuments = new Set(['application/pdf', 'image/svg+xml']);

/** A type of our own table, the disposition that goes with it, and how far it may be embedded. */
export function presentFile(file: {
  mimeType: string;
  filename: string;
  cacheControl: string;
  /** To be saved, whatever it is. */
  isDownload?: boolean;
}): Presentation {
  const { mimeType, filename, cacheControl, isDownload = false } = file;
  const isMedia = isPassive(mimeType);
  const isInline = !isDownload && (isMedia || shownDocuments.has(mimeType));
  return {
    contentType: contentTypeOf(mimeType),
    disposition: contentDisposition(filename.toWellFormed(), { type: isInline ? 'inline' : 'attachment' }),
    cacheControl,
    policy: mimeType === 'image/svg+xml' ? svgSandbox : sandbox,
    resourcePolicy: isMedia ? 'cross-origin' : 'same-origin',
  };
}

/** Pictures of pixels, films and sound: nothing in them can act, wherever they are shown. */
function isPassive(mimeType: string): boolean {
  const kind = typeOfMime(mimeType)?.kind;
  return kind !== undefined && kind !== 'document' && mimeType !== 'image/svg+xml';
}

/** Whether a browser shows it, and must be told not to let it do anything: a bucket doesn't say so. */
export function needsSandbox(mimeType: string, isDownload: boolean): boolean {
  return !isDownload && shownDocuments.has(mimeType);
}

/** What the table does not know is bytes: a browser must have nothing to guess from. */
function contentTypeOf(mimeType: string): string {
  const known = typeOfMime(mimeType);
  if (!known) return 'application/octet-stream';
  return known.mimeType.startsWith('text/') ? `${known.mimeType}; charset=utf-8` : known.mimeType;
}
