/** Nouns after a number: Arabic has one form for one, another for two, for a few and for many. */
const counted =
  (one: string, two: string, few: string, many: string) =>
  (count: number, formatted: string): string =>
    count === 1 ? one : count === 2 ? two : count <= 10 ? `${formatted} ${few}` : `${formatted} ${many}`;

export const countFiles = counted('ملف واحد', 'ملفان', 'ملفات', 'ملفًا');
export const countPages = counted('صفحة واحدة', 'صفحتين', 'صفحات', 'صفحة');
export const countPlaces = counted('موضع واحد', 'موضعين', 'مواضع', 'موضعًا');
