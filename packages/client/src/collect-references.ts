import { Crop, MediaId, type MediaValue } from '@vitrine/schema';
import { findMediaInText, type NamedMedia } from './find-media-in-text.ts';

export interface CollectedReference extends Omit<MediaValue, 'focalPoint'> {
  /** A JSON Pointer by stable names: of a block its id, of a file in a list or a rich text the file's own id. */
  fieldPath: string;
}

export interface CollectOptions {
  /**
   * Where addresses in texts lead to this library: `['https://media.example.org']`. Those without an origin always
   * count; all do where this is missing.
   */
  origins?: readonly string[];
  /** For nodes of the host's own form: the id of the file that a node shows, if it shows one. */
  mediaIdOf?(node: Readonly<Record<string, unknown>>): string | null | undefined;
}

type Node = Readonly<Record<string, unknown>>;
interface Place {
  path: string;
  /** Inside a rich text, where positions say nothing: what is written above moves all that is below. */
  isInText: boolean;
  depth: number;
}

/** Keys of a rich text that are part of its form, not of the way to a field. */
const formOfText = new Set(['root', 'content', 'children', 'attrs', 'marks']);
const ownFields = new Set([
  'mediaId',
  'data-media-id',
  'alt',
  'altText',
  'caption',
  'crop',
  'decorative',
  'focalPoint',
  'version',
]);
const maxText = 2000;
const maxPath = 500;
/** Deeper than any content, and than a stack is sure to hold. */
const maxDepth = 1000;

/**
 * Finds every file that content uses: what it returns is what `references.sync` takes. It knows `MediaValue`s at any
 * depth, `{ mediaIds }`, the nodes of Tiptap, ProseMirror and Lexical, also where any of these is kept as a text of JSON,
 * and HTML or any other text with addresses of files. Rather one too many than one too few: a file that is held too long
 * can be let go, one that was not is lost.
 *
 * @param content JSON, or a text of HTML.
 * @throws RangeError for content that is nested deeper than 1,000 levels, or in a circle.
 */
export function collectReferences(content: unknown, options: CollectOptions = {}): CollectedReference[] {
  const found = new Map<string, CollectedReference>();

  const addText = (text: string, { path }: Place) => {
    for (const named of findMediaInText(text, options.origins)) {
      const fieldPath = shorten(path);
      const key = `${fieldPath} ${named.mediaId}`;
      if (!found.has(key)) found.set(key, { ...named, fieldPath });
    }
  };
  /** The same file twice at one place: the second is told apart by its number. */
  const addNode = (use: Omit<CollectedReference, 'fieldPath'>, path: string) => {
    for (let n = 1; ; n += 1) {
      const fieldPath = shorten(n === 1 ? path : `${path}/${n}`);
      const key = `${fieldPath} ${use.mediaId}`;
      if (found.has(key)) continue;
      found.set(key, { ...use, fieldPath });
      return;
    }
  };

  const visitList = (list: readonly unknown[], place: Place) => {
    for (const [index, element] of list.entries()) {
      const name =
        nameOf(element) ?? (place.isInText ? undefined : (fileOf(element, options)?.mediaId ?? index));
      visit(element, name === undefined ? place : step(place, String(name)));
    }
  };
  const visitNode = (node: Node, outer: Place) => {
    const place = { ...outer, isInText: outer.isInText || isRichText(node) };
    const use = fileOf(node, options);
    if (use) addNode(use, place.isInText ? step(place, use.mediaId).path : place.path);
    for (const [key, inner] of Object.entries(node)) {
      if (use && (ownFields.has(key) || (key === 'src' && typeof inner === 'string'))) continue;
      if (key.includes('/')) addText(key, place);
      if (key === 'mediaIds' && Array.isArray(inner)) {
        for (const id of new Set(inner.flatMap((text) => MediaId.safeParse(text).data ?? []))) {
          addNode({ mediaId: id }, step(step(place, key), id).path);
        }
      } else {
        visit(inner, place.isInText && formOfText.has(key) ? place : step(place, key));
      }
    }
  };
  const visitText = (text: string, place: Place) => {
    const inner = parseJson(text);
    if (inner === undefined) addText(text, place);
    else visit(inner, place);
  };
  const visit = (value: unknown, outer: Place) => {
    const place = { ...outer, depth: outer.depth + 1 };
    if (place.depth > maxDepth) throw new RangeError(`Content is nested deeper than ${maxDepth} levels.`);
    if (typeof value === 'string') visitText(value, place);
    else if (Array.isArray(value)) visitList(value, place);
    else if (value instanceof Set) visitList([...value], place);
    else if (value instanceof Map) visitNode(Object.fromEntries<unknown>(value), place);
    else if (saysItsJson(value)) visit(value.toJSON(), place);
    else if (isNode(value)) visitNode(value, place);
  };

  visit(content, { path: '', isInText: false, depth: 0 });
  return [...found.values()];
}

const saysItsJson = (value: unknown): value is { toJSON(): unknown } =>
  isNode(value) && typeof value.toJSON === 'function';

/** What a text of JSON holds: editors keep their state so. Undefined for any other text. */
function parseJson(text: string): unknown {
  if (!/^\s*[[{"]/.test(text)) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null;

function step(place: Place, segment: string): Place {
  const escaped = clean(segment).replaceAll('~', '~0').replaceAll('/', '~1');
  // A file that names itself and its element of the list is named once.
  return place.path.endsWith(`/${escaped}`) && MediaId.safeParse(segment).success
    ? place
    : { ...place, path: `${place.path}/${escaped}` };
}

/** ProseMirror's `{ type, content }`, Lexical's `{ root: { children } }` and their nodes. */
function isRichText(node: Node): boolean {
  if (typeof node.type === 'string') return Array.isArray(node.content) || Array.isArray(node.children);
  return isNode(node.root) && Array.isArray(node.root.children);
}

/** What names an element of a list wherever it is moved to: its own id, or that of its attributes. */
function nameOf(element: unknown): string | undefined {
  if (!isNode(element)) return undefined;
  const attrs = isNode(element.attrs) ? element.attrs : {};
  const name = element.id ?? element._key ?? attrs.id;
  return (typeof name === 'string' && name !== '') || typeof name === 'number' ? String(name) : undefined;
}

/** The file that a node shows by itself, and what it says of it. */
function fileOf(node: unknown, options: CollectOptions): Omit<CollectedReference, 'fieldPath'> | undefined {
  if (!isNode(node)) return undefined;
  const named = MediaId.safeParse(options.mediaIdOf?.(node) ?? node.mediaId ?? node['data-media-id']).data;
  if (named) return { mediaId: named, ...describe(node) };
  const [source, ...others]: NamedMedia[] =
    typeof node.src === 'string' ? findMediaInText(node.src, options.origins) : [];
  return source && others.length === 0 ? { ...describe(node), mediaId: source.mediaId } : undefined;
}

function describe(node: Node): Omit<CollectedReference, 'mediaId' | 'fieldPath'> {
  const { version, decorative, caption } = node;
  const alt = node.alt ?? node.altText;
  const crop = Crop.safeParse(node.crop).data;
  // Every node of Lexical has a version, which is that of its form.
  const isPinned =
    !('type' in node) && typeof version === 'number' && Number.isSafeInteger(version) && version > 0;
  return {
    ...(isPinned && { version }),
    ...(typeof alt === 'string' && alt.length <= maxText && { alt: clean(alt) }),
    ...(typeof decorative === 'boolean' && { decorative }),
    ...(typeof caption === 'string' && caption.length <= maxText && { caption: clean(caption) }),
    ...(crop && { crop }),
  };
}

/** PostgreSQL keeps no NUL in a text, and JSON no half of a surrogate pair. */
const clean = (text: string) => text.replaceAll('\0', '').toWellFormed();

/** Paths longer than the library takes end in a number made of the whole path. */
function shorten(path: string): string {
  if (path.length <= maxPath) return path;
  let hash = 0x811c9dc5;
  for (let i = 0; i < path.length; i += 1) hash = Math.imul(hash ^ path.charCodeAt(i), 0x01000193);
  return `${path.slice(0, maxPath - 12).toWellFormed()}/~${(hash >>> 0).toString(36)}`;
}
