import type { ErrorCode } from '@vitrine/schema';
import type { RenditionRecipe } from './recipes.ts';
import type { TransformedImage, TransformImageInput } from './transform-image.ts';

/** What the decoding child can be asked for. All of it crosses a process border: plain values and byte arrays. */
export interface DecodeJobs {
  /** What the bytes of a file are, whatever its name says. */
  'file.sniff': { input: { path: string }; output: SniffedFile };
  /** Reads an SVG and refuses one with active content. */
  'svg.inspect': { input: { path: string }; output: { width: number | null; height: number | null } };
  /** Reads a raster image once and makes everything that is made of its pixels. */
  'image.render': { input: ReadFileInput; output: RenderedImage };
  /** Makes one picture of an accepted one, as a request wants it. */
  'image.transform': { input: TransformImageInput; output: TransformedImage };
  /** Reads what the header of an image says, for what can be kept but not decoded. */
  'image.probe': { input: { path: string; mimeType: string }; output: ImageFacts };
  /** Reads duration, codec and tags of audio, and renders its cover. */
  'audio.read': { input: ReadFileInput; output: ReadFile };
  /** Reads duration, size and codecs of a video, and renders a frame of it where there is a backend that can. */
  'video.read': { input: ReadFileInput; output: ReadFile };
  /** Name and version of what decodes frames of videos; null where there is none. */
  'video.backend': { input: object; output: string | null };
  /** Reads the text of a document, counts its pages and renders the first, or the thumbnail that it carries. */
  'document.read': { input: ReadFileInput; output: ReadFile };
}

export type DecodeJobName = keyof DecodeJobs;

export interface SniffedFile {
  sizeBytes: number;
  /** A MIME type of the content; null where the bytes are of no form that we know. */
  mimeType: string | null;
}

export interface ReadFileInput {
  path: string;
  /** As sniffed: the reader of another type is an error. */
  mimeType: string;
  recipes: readonly RenditionRecipe[];
}

/** What is known of an image without its pixels. */
export interface ImageFacts {
  /** Pixels after orientation; null where the header can't be read. */
  width: number | null;
  height: number | null;
  hasAlpha: boolean;
  /** More than one frame in a format that plays them. */
  animated: boolean;
  /** Pages of a TIFF with more than one. */
  pageCount: number | null;
  /** When the picture was taken, in ISO form; in UTC where the camera kept no offset. */
  takenAt: string | null;
  /** Camera, lens, exposure, colour space, frames: private to nobody. */
  metadata: Record<string, string | number | boolean>;
  /** Place, names and serial numbers. Never in lists, never in renditions. */
  privateMetadata: Record<string, string | number>;
}

/** What is made of the pixels of a picture. */
export interface RenderedPixels {
  /** As `hashPerception`. */
  perceptualHash: string;
  /** Thumbhash in base64. */
  placeholder: string;
  /** Up to five colors as `#rrggbb`, the one of most pixels first. */
  palette: string[];
  /** Smallest first. */
  renditions: EncodedRendition[];
}

export interface RenderedImage extends ImageFacts, RenderedPixels {
  width: number;
  height: number;
  /** It could only be read in part: what is missing is grey. */
  damaged: boolean;
  /** Name and version of what decoded and encoded. */
  toolVersion: string;
}

/** What is known of any file, and what was made of it. */
export interface ReadFile extends ImageFacts {
  durationSeconds: number | null;
  /** Words of a document, or of the tags of audio, for search; null where there are none. */
  text: string | null;
  /** It could be read only in part, or not at all. */
  damaged: boolean;
  /** As `hashPerception`; null where there are no pixels. */
  perceptualHash: string | null;
  /** Thumbhash in base64. */
  placeholder: string | null;
  /** Up to five colors as `#rrggbb`, the one of most pixels first. */
  palette: string[];
  /** Smallest first; none of what has nothing to show. */
  renditions: EncodedRendition[];
  /** Null where nothing was decoded. */
  toolVersion: string | null;
}

export interface EncodedRendition {
  preset: string;
  width: number;
  height: number;
  mimeType: string;
  bytes: Uint8Array<ArrayBuffer>;
}

/** Parent to child. */
export interface DecodeRequest<Name extends DecodeJobName = DecodeJobName> {
  id: number;
  name: Name;
  input: DecodeJobs[Name]['input'];
  /** CPU time that the job may take. */
  timeoutMs: number;
}

/** A MediaError on its way between the processes. */
export interface Refusal {
  code: ErrorCode;
  message: string;
  details: Record<string, unknown> | undefined;
}

/** Child to parent: when it can take work, and for each request. Why it ended itself comes by a stream of its own. */
export type DecodeReply =
  | { kind: 'ready' }
  | { kind: 'done'; id: number; output: unknown; rssBytes: number }
  | { kind: 'refused'; id: number; refusal: Refusal; rssBytes: number }
  | { kind: 'failed'; id: number; message: string; rssBytes: number };
