import { readFile, stat } from 'node:fs/promises';
import { MediaError } from '../errors/media-error.ts';
import { decodeText } from './decode-text.ts';
import { scanXml, type XmlScan, type XmlTag } from './scan-xml.ts';

/** Larger drawings are hardly drawings, and every reader of SVG slows down faster than they grow. */
const maxSvgBytes = 256 * 1024;

/**
 * Reads an SVG and refuses one that could do anything but be looked at. It is kept as it is, byte for byte: nothing is
 * cut out of it, so what is dangerous is sent back to whoever can export it anew.
 * @returns the size that its root gives, in pixels; null where it gives none.
 * @throws MediaError 'upload.too-large' { limitBytes }, 'upload.svg-active' { found } (in words), 'upload.invalid-image'
 * { reason: 'malformed' | 'encoding' } where it is no SVG that we can follow.
 */
export async function inspectSvg(path: string): Promise<{ width: number | null; height: number | null }> {
  const { size } = await stat(path);
  if (size > maxSvgBytes) {
    const message = 'An SVG may have 256 KiB at most. Simplify it, or export it as PNG or WebP.';
    throw new MediaError('upload.too-large', { limitBytes: maxSvgBytes }, { message });
  }
  const text = decodeText(await readFile(path), { isCut: false });
  if (text === null) throw new MediaError('upload.invalid-image', { reason: 'encoding' });
  const scan = followXml(text);
  if (!encodings.has(scan.encoding ?? 'utf-8'))
    throw new MediaError('upload.invalid-image', { reason: 'encoding' });
  const found = findActiveContent(scan);
  if (found !== null) {
    const message = `The SVG was refused: it contains ${found}. Export it as a plain drawing and upload it again.`;
    throw new MediaError('upload.svg-active', { found }, { message });
  }
  return sizeOf(scan.tags[0]);
}

/** Those that we read the same way as a browser does. UTF-7 and friends hide tags. */
const encodings = new Set(['utf-8', 'utf8', 'us-ascii', 'ascii', 'utf-16', 'utf-16le', 'utf-16be']);

function followXml(text: string): XmlScan {
  try {
    return scanXml(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new MediaError('upload.invalid-image', { reason: 'malformed' }, { cause: error });
  }
}

const activeElements = new Set([
  'script',
  'foreignobject',
  'iframe',
  'embed',
  'object',
  'applet',
  'handler',
  'listener',
  'audio',
  'video',
  'canvas',
  'link',
  'meta',
  'base',
  'form',
  'html',
  'body',
]);
/** Animating one of these can put in what the attribute itself was checked for. */
const animations = new Set(['set', 'animate', 'animatemotion', 'animatetransform', 'animatecolor']);
const linkAttributes = new Set([
  'href',
  'src',
  'from',
  'to',
  'values',
  'by',
  'action',
  'formaction',
  'data',
  'poster',
]);
const harmlessLink = /^(?:#|data:image\/(?:png|jpeg|gif|webp|avif);base64,|$)/i;
const scheme = /^[a-z][a-z0-9+.-]*:|^\/\//i;
const activeCss =
  /@import|expression\s*\(|-moz-binding|behavior\s*:|javascript:|url\(\s*(?!['"]?\s*(?:#|data:image\/))/i;

/** Names what an SVG holds that acts or reaches outside: null where it is only a drawing. */
function findActiveContent({ tags, instructions, hasInternalSubset }: XmlScan): string | null {
  if (hasInternalSubset) return 'entities';
  if (instructions.some((instruction) => /^xml-stylesheet/i.test(instruction)))
    return 'a style sheet from outside';
  for (const tag of tags) {
    const element = localName(tag.name);
    if (activeElements.has(element)) return `a <${element}> element`;
    if (element === 'style' && activeCss.test(withoutEscapes(tag.text)))
      return 'a style that reaches outside';
    for (const { name, value } of tag.attributes) {
      const found = findActiveAttribute(element, localName(name), value);
      if (found !== null) return found;
    }
  }
  return null;
}

function findActiveAttribute(element: string, attribute: string, value: string): string | null {
  if (/^on/.test(attribute)) return `an ${attribute} attribute`;
  // Browsers pass over spaces and control characters inside of a scheme.
  const compact = value.replace(/[\s\p{Cc}]+/gu, '');
  if (/^(?:javascript|vbscript):/i.test(compact)) return 'a script address';
  if (animations.has(element)) {
    if (attribute === 'attributename' && /(?:^|:)(?:href|on\w+)$/i.test(compact)) return 'an animated link';
    if (linkAttributes.has(attribute) && scheme.test(compact)) return 'an animated link';
  } else if (linkAttributes.has(attribute) && attribute !== 'values' && !harmlessLink.test(compact)) {
    if (attribute === 'href' || attribute === 'src' || scheme.test(compact)) return 'a link to the outside';
  }
  return activeCss.test(withoutEscapes(value)) ? 'a style that reaches outside' : null;
}

function localName(name: string): string {
  return name.slice(name.lastIndexOf(':') + 1).toLowerCase();
}

/** CSS may write any letter as an escape and put comments between them. */
function withoutEscapes(css: string): string {
  const uncommented = css.replace(/\/\*[^*]*(?:\*(?!\/)[^*]*)*\*\//g, '');
  return uncommented.replace(/\\([0-9a-f]{1,6}\s?|.)/gi, (_, escaped: string) => {
    const point = Number.parseInt(escaped, 16);
    if (Number.isNaN(point)) return escaped;
    return point <= 0x10ffff ? String.fromCodePoint(point) : '';
  });
}

function sizeOf(root: XmlTag | undefined): { width: number | null; height: number | null } {
  const value = (name: string) => root?.attributes.find((attribute) => attribute.name === name)?.value;
  const [, , boxWidth, boxHeight] = (value('viewBox') ?? '')
    .trim()
    .split(/[\s,]+/)
    .map(Number);
  const width = pixelsOf(value('width')) ?? boxWidth;
  const height = pixelsOf(value('height')) ?? boxHeight;
  const isKnown = [width, height].every((side) => side !== undefined && side >= 0.5 && side <= 1_000_000);
  return isKnown
    ? { width: Math.round(width ?? 0), height: Math.round(height ?? 0) }
    : { width: null, height: null };
}

function pixelsOf(length: string | undefined): number | undefined {
  const found = /^\s*(\d+(?:\.\d+)?)(?:px)?\s*$/.exec(length ?? '')?.[1];
  return found === undefined ? undefined : Number(found);
}
