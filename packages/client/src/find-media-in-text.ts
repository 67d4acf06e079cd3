import { MediaId } from '@vitrine/schema';

/** A file that a text names, with what its HTML says of it. */
export interface NamedMedia {
  mediaId: MediaId;
  version?: number;
  alt?: string;
  decorative?: boolean;
}

/** Ids that the server makes are UUIDs of version 7: other addresses with `/files/<uuid>/` in them are not ours. */
const address =
  /\/(?:files|i\/[^\s"'<>()/]+\/[^\s"'<>()/]+)\/([0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12})(?![0-9a-z])/gi;
const beforeAddress = /[\s"'<>(),]/;
const attribute = /[\s/]*([^\s=>"'/]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?/y;
const maxAlt = 2000;

/**
 * Finds the files that a text names by their addresses (`/files/<id>/…`, `/i/…/<id>@3.webp`), or HTML by
 * `data-media-id`; each once, with the alt text of the first picture that shows it.
 * @param origins where addresses count; those without an origin always do. All count where it is missing.
 */
export function findMediaInText(text: string, origins?: readonly string[]): NamedMedia[] {
  const found = new Map<string, NamedMedia>();
  const add = (media: NamedMedia) => {
    if (!found.has(media.mediaId)) found.set(media.mediaId, media);
  };
  for (const tag of readTags(text)) {
    const named = MediaId.safeParse(tag.get('data-media-id'));
    const [first] = named.success ? [named.data] : addressesIn([...tag.values()].join(' '), origins);
    if (first) add({ mediaId: first, ...describe(tag) });
  }
  for (const mediaId of addressesIn(text, origins)) add({ mediaId });
  // What else may stand for a slash: entities of HTML, JSON as PHP writes it, an address inside of another one's query.
  const plain = decode(text)
    .replace(/\\\/|%2f/gi, '/')
    .replace(/%3a/gi, ':')
    .replace(/%40/g, '@');
  if (plain !== text) for (const mediaId of addressesIn(plain, origins)) add({ mediaId });
  return [...found.values()];
}

function addressesIn(text: string, origins?: readonly string[]): MediaId[] {
  const ids: MediaId[] = [];
  for (const match of text.matchAll(address)) {
    if (origins && !isOf(origins, text, match.index)) continue;
    ids.push(MediaId.parse(match[1]?.toLowerCase()));
  }
  return ids;
}

/** Whether the address that goes on at `at` begins with one of the origins, or with none. */
function isOf(origins: readonly string[], text: string, at: number): boolean {
  let start = at;
  while (start > 0 && !beforeAddress.test(text[start - 1] ?? '')) start -= 1;
  const [, origin] = /^((?:https?:)?\/\/[^/]+)/i.exec(text.slice(start, at)) ?? [];
  if (origin === undefined) return true;
  const host = origin.replace(/^https?:/i, '').toLowerCase();
  return origins.some(
    (known) =>
      known
        .replace(/^https?:/i, '')
        .replace(/\/$/, '')
        .toLowerCase() === host,
  );
}

/** The attributes of each tag, as they are written. Read by hand: a quoted value may hold a `>`. */
function* readTags(text: string): Generator<Map<string, string>> {
  for (let at = text.indexOf('<'); at !== -1; at = text.indexOf('<', at + 1)) {
    const [, name] = /^<([a-z][a-z0-9-]*)/i.exec(text.slice(at, at + 40)) ?? [];
    if (!name) continue;
    const attributes = new Map([['<', name.toLowerCase()]]);
    attribute.lastIndex = at + 1 + name.length;
    for (;;) {
      const next = attribute.lastIndex;
      const match = attribute.exec(text);
      if (!match) {
        at = next - 1;
        break;
      }
      const value = match[2] ?? match[3] ?? match[4] ?? '';
      const key = (match[1] ?? '').toLowerCase();
      if (!attributes.has(key)) attributes.set(key, value);
    }
    yield attributes;
  }
}

function describe(tag: Map<string, string>): Omit<NamedMedia, 'mediaId'> {
  const version = Number(tag.get('data-media-version'));
  const alt = tag.get('<') === 'img' ? tag.get('alt') : undefined;
  return {
    ...(Number.isSafeInteger(version) && version > 0 && { version }),
    ...(alt === '' && { decorative: true }),
    ...(alt && { alt: decode(alt).replaceAll('\0', '').slice(0, maxAlt).toWellFormed() }),
  };
}

const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: '\u00a0' };

/** The entities that editors write into attributes. */
function decode(text: string): string {
  return text.replace(/&(#\d{1,7}|#x[0-9a-f]{1,6}|[a-z]{2,6});/gi, (whole, name: string) => {
    if (!name.startsWith('#')) return entities[name.toLowerCase()] ?? whole;
    const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
    const isText = code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff);
    return isText ? String.fromCodePoint(code) : whole;
  });
}
