import * as z from 'zod';

/**
 * What the search of a namespace knows of its language. `simple` folds accents and capital letters and is right for every
 * language; the others also find a word by its other forms.
 */
export const TextSearchLanguage = z.enum([
  'simple',
  'arabic',
  'armenian',
  'basque',
  'catalan',
  'danish',
  'dutch',
  'english',
  'finnish',
  'french',
  'german',
  'greek',
  'hindi',
  'hungarian',
  'indonesian',
  'irish',
  'italian',
  'lithuanian',
  'nepali',
  'norwegian',
  'portuguese',
  'romanian',
  'russian',
  'serbian',
  'spanish',
  'swedish',
  'tamil',
  'turkish',
  'yiddish',
]);
export type TextSearchLanguage = z.infer<typeof TextSearchLanguage>;
