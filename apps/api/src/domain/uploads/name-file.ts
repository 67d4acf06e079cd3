import slugify from '@sindresorhus/slugify';

const maxTitleLength = 255;
/** Leaves room for the `-2` of a clash under the column's 255. */
const maxSlugLength = 240;

/** What people read instead of a file name: `hero-banner_v2.JPG` becomes `Hero banner v2`. 1..255 characters. */
export function titleOfFilename(filename: string): string {
  const words = withoutExtension(filename)
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, ' ')
    .replace(/[\s_-]+/gu, ' ')
    .trim();
  if (!/[\p{L}\p{N}\p{Emoji_Presentation}]/u.test(words)) return 'File';
  const [first = '', ...rest] = words;
  return cut([first.toUpperCase(), ...rest], maxTitleLength);
}

/** `hero-banner_v2.JPG` becomes `hero-banner-v2`; other scripts are transliterated, nothing at all becomes `file`. */
export function slugOfFilename(filename: string): string {
  return slugOfText(withoutExtension(filename));
}

/** 1..240 characters of `a-z`, `0-9` and `-`. */
export function slugOfText(text: string): string {
  const slug = slugify(text.slice(0, 1000), { decamelize: false }).slice(0, maxSlugLength);
  return slug.replace(/^-+|-+$/g, '') || 'file';
}

function withoutExtension(filename: string): string {
  const name = filename.toWellFormed();
  const dot = name.lastIndexOf('.');
  return dot > 0 && name.length - dot <= 11 ? name.slice(0, dot) : name.replace(/^\.+/, '');
}

/** By code points: a cut between the halves of a surrogate pair is refused by PostgreSQL. */
function cut(characters: readonly string[], maxUnits: number): string {
  let text = '';
  for (const character of characters) {
    if (text.length + character.length > maxUnits) break;
    text += character;
  }
  return text;
}
