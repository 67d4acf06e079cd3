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
  'image.render': { input: RenderImageInput; output: RenderedImage };
  /** Makes one picture of an accepted one, as a request wants it. */
  'image.transform': { input: TransformImageInput; output: TransformedImage };
  /** Reads what the header of an image says, for what can be kept but not decoded. */
  'image.probe': { input: { path: string; mimeType: string }; output: ImageFacts };
}

export type DecodeJobName = keyof DecodeJobs;

export interface SniffedFile {
  sizeBytes: number;
  /** A MIME type of the content; null where the bytes are of no form that we know. */
  mimeType: string | null;
}

export interface RenderImageInput {
  path: string;
  /** As sniffed: the loader of another type is an error. */
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

export interface RenderedImage extends ImageFacts {
  width: number;
  height: number;
  /** It could only be read in part: what is missing is grey. */
  damaged: boolean;
  /** Thumbhash in base64. */
  placeholder: string;
  /** Up to five colors as `#rrggbb`, the one of most pixels first. */
  palette: string[];
  renditions: EncodedRendition[];
  /** Name and version of what decoded and encoded. */
  toolVersion: string;
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

/** Child to parent: when it can take work, before it stops itself, and for each request. */
export type DecodeReply =
  | { kind: 'ready' }
  | { kind: 'exceeded'; limit: 'memory' | 'timeout' }
  | { kind: 'done'; id: number; output: unknown; rssBytes: number }
  | { kind: 'refused'; id: number; refusal: Refusal; rssBytes: number }
  | { kind: 'failed'; id: number; message: string; rssBytes: number };
