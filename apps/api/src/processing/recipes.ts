import { createHash } from 'node:crypto';
import { type ThumbnailPreset, thumbnailSizes } from '@vitrine/schema';

/** All that decides how a rendition looks. Another value is another rendition: the hash of it is its identity. */
export interface RenditionRecipe {
  preset: ThumbnailPreset;
  /** Bound of the longer side in pixels. Smaller originals are never enlarged. */
  maxSide: number;
  fit: 'inside';
  format: 'webp';
  /** 0..100. */
  quality: number;
  /** Work of the encoder, 0..6. */
  effort: number;
}

/**
 * WebP instead of the usual JPEG because it keeps transparency. Effort 2 instead of the encoder's default of 4: for a
 * photograph at 800 px 41 ms instead of 86 ms, 2.5 % more bytes and 0.06 dB less.
 */
const look = { fit: 'inside', format: 'webp', effort: 2 } as const;

/** What the configuration says of thumbnails. */
export interface ThumbnailSettings {
  /** Bounds of the longer side in pixels. */
  sizes: Record<ThumbnailPreset, number>;
  /** 1..100. */
  quality: number;
}

/** Recipes of the three presets, smallest first. */
export function recipesOf({ sizes, quality }: ThumbnailSettings): RenditionRecipe[] {
  return thumbnailPresets.map((preset) => ({ preset, maxSide: sizes[preset], ...look, quality }));
}

const thumbnailPresets = ['small', 'medium', 'large'] as const satisfies ThumbnailPreset[];

/** The three presets where nothing else is configured. */
export const presetRecipes: readonly RenditionRecipe[] = recipesOf({ sizes: thumbnailSizes, quality: 80 });

/** Identity of a recipe: SHA-256 over its fields in alphabetical order, 64 hexadecimal digits. */
export function hashRecipe(recipe: object): string {
  const fields = Object.entries(recipe).sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash('sha256').update(JSON.stringify(fields)).digest('hex');
}

/**
 * Which recipes apply to an image: the smallest always, so that nothing shows an original in its place; a larger
 * one where the image is at least as large.
 * @param longerSide of the original in pixels, after orientation.
 */
export function applicableRecipes(
  recipes: readonly RenditionRecipe[],
  longerSide: number,
): RenditionRecipe[] {
  const bySize = [...recipes].sort((a, b) => a.maxSide - b.maxSide);
  return bySize.filter((recipe, index) => index === 0 || recipe.maxSide <= longerSide);
}
