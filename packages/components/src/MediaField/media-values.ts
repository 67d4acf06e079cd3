import type { MediaFile, MediaValue } from '@vitrine/schema';

/** What a field stores of a file that was just chosen: the library's alt text in the page's language comes with it. */
export function valueOf(file: MediaFile, locale: string): MediaValue {
  const language = locale.split('-', 1)[0] ?? locale;
  const alt = file.alt[locale] || file.alt[language] || file.alt.und;
  return { mediaId: file.id, ...(alt && { alt }) };
}

/** Another file in the same place: what was said of the old one, and its crop, do not fit the new one. */
export function replaceValue(before: MediaValue | null, file: MediaFile, locale: string): MediaValue {
  return before?.mediaId === file.id ? before : valueOf(file, locale);
}

/** After a choice of several: those that stay keep their words and order, new ones come after them. */
export function mergeValues(
  before: readonly MediaValue[],
  files: readonly MediaFile[],
  locale: string,
): MediaValue[] {
  const chosen = new Set(files.map(({ id }) => id));
  const kept = before.filter(({ mediaId }) => chosen.has(mediaId));
  const there = new Set(kept.map(({ mediaId }) => mediaId));
  return [...kept, ...files.filter(({ id }) => !there.has(id)).map((file) => valueOf(file, locale))];
}
