import slugify from '@sindresorhus/slugify';

const MAX_LENGTH = 90;

/** A name in lower-case letters, digits and dashes; what is written in no such letters becomes `fallback`. */
export function slugifyName(name: string, fallback: string): string {
  return slugify(name).slice(0, MAX_LENGTH).replace(/-+$/, '') || fallback;
}
