import type { MediaFile, MediaValue } from '@vitrine/schema';

/** The library's own alt text for a reader of `locale`: the exact tag, its language, then any that is there. */
export function libraryAlt(file: Pick<MediaFile, 'alt'>, locale: string): string {
  const language = locale.split('-', 1)[0] ?? locale;
  const { alt } = file;
  return alt[locale] || alt[language] || alt.und || Object.values(alt).find(Boolean) || '';
}

/** What a screen reader says at this place: what was written for it wins, a decorative picture is passed over. */
export function altText(value: MediaValue, file: Pick<MediaFile, 'alt'>, locale: string): string {
  if (value.decorative) return '';
  return value.alt?.trim() ? value.alt : libraryAlt(file, locale);
}
