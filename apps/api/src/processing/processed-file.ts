import type { EncodedRendition, ImageFacts } from './decode-jobs.ts';
import type { DecodePool } from './decode-pool.ts';
import type { RenditionRecipe } from './recipes.ts';

/** What is to be processed: a file whose type was agreed on. */
export interface ProcessInput {
  path: string;
  mimeType: string;
  recipes: readonly RenditionRecipe[];
}

/** What a file is found to be, and what was made of it. */
export interface ProcessedFile extends ImageFacts {
  /** It could only be read in part. */
  damaged: boolean;
  /** Thumbhash in base64. */
  placeholder: string | null;
  /** Up to five colors as `#rrggbb`, the one of most pixels first. */
  palette: string[];
  /** Smallest first. */
  renditions: RenditionBytes[];
  /** Null where nothing was decoded. */
  toolVersion: string | null;
}

export interface RenditionBytes extends EncodedRendition {
  recipe: RenditionRecipe;
  /** `hashRecipe(recipe)`: with the blob's id, what makes a rendition unique. */
  recipeHash: string;
}

/** Looks into a file of its kind. @throws MediaError where the file must not be kept. */
export type Processor = (decodePool: DecodePool, input: ProcessInput) => Promise<ProcessedFile>;

/** A file that nobody looks into. */
export const opaqueFile: ProcessedFile = {
  width: null,
  height: null,
  hasAlpha: false,
  animated: false,
  pageCount: null,
  takenAt: null,
  metadata: {},
  privateMetadata: {},
  damaged: false,
  placeholder: null,
  palette: [],
  renditions: [],
  toolVersion: null,
};
