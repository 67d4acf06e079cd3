import type { EncodedRendition, ReadFile } from './decode-jobs.ts';
import type { DecodePool } from './decode-pool.ts';
import { hashRecipe, type RenditionRecipe } from './recipes.ts';

/** What is to be processed: a file whose type was agreed on. */
export interface ProcessInput {
  path: string;
  mimeType: string;
  recipes: readonly RenditionRecipe[];
}

/** What a file is found to be, and what was made of it. */
export interface ProcessedFile extends ReadFile {
  renditions: RenditionBytes[];
}

export interface RenditionBytes extends EncodedRendition {
  recipe: RenditionRecipe;
  /** `hashRecipe(recipe)`: with the blob's id, what makes a rendition unique. */
  recipeHash: string;
}

/** Looks into a file of its kind. @throws MediaError where the file must not be kept. */
export type Processor = (decodePool: DecodePool, input: ProcessInput) => Promise<ProcessedFile>;

/** A file that nobody looked into. */
export const unreadFile = {
  width: null,
  height: null,
  durationSeconds: null,
  hasAlpha: false,
  animated: false,
  pageCount: null,
  takenAt: null,
  metadata: {},
  privateMetadata: {},
  text: null,
  damaged: false,
  perceptualHash: null,
  placeholder: null,
  palette: [],
  renditions: [],
  toolVersion: null,
} satisfies ReadFile;

/** Puts to each rendition what it was made by. */
export function withRecipes(read: ReadFile, recipes: readonly RenditionRecipe[]): ProcessedFile {
  return {
    ...read,
    renditions: read.renditions.map((rendition) => {
      const recipe = recipes.find(({ preset }) => preset === rendition.preset);
      if (!recipe)
        throw new Error(`The decoder made a rendition that nobody asked for: ${rendition.preset}.`);
      return { ...rendition, recipe, recipeHash: hashRecipe(recipe) };
    }),
  };
}
