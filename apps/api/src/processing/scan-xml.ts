/** One element's start, with its attributes as the parser of a browser would read them. */
export interface XmlTag {
  /** With its prefix, as written. */
  name: string;
  attributes: { name: string; value: string }[];
  /** Text and CDATA up to the next tag. */
  text: string;
}

export interface XmlScan {
  tags: XmlTag[];
  /** Targets and contents of `<? … ?>` other than the XML declaration. */
  instructions: string[];
  /** Of the XML declaration, in lower case. */
  encoding: string | null;
  /** The document type declares entities, whose replacement this scan does not follow. */
  hasInternalSubset: boolean;
}

const startOf = /<(?:!--|!\[CDATA\[|!DOCTYPE|\?|\/|(?=[^\s<>/!?]))/iy;
const nameForm = /[^\s<>/=!?'"]+/y;
const attributeForm = /\s+([^\s<>/='"]+)\s*=\s*(?:"([^"<]*)"|'([^'<]*)')/y;
const tagEnd = /\s*\/?>/y;
const doctypeForm = /[^<>[\]"']*(?:(?:"[^"]*"|'[^']*')[^<>[\]"']*)*/y;

/**
 * Walks through XML once, in time proportional to its length, and lists what is in it. It is stricter than any browser:
 * what it can't follow it refuses, so that nothing hides in a difference between two parsers.
 * @throws SyntaxError with the position where the text is not well formed.
 */
export function scanXml(text: string): XmlScan {
  const scan: XmlScan = { tags: [], instructions: [], encoding: null, hasInternalSubset: false };
  let at = text.startsWith('\uFEFF') ? 1 : 0;

  const take = (form: RegExp): RegExpExecArray | null => {
    form.lastIndex = at;
    const found = form.exec(text);
    if (found) at = form.lastIndex;
    return found;
  };
  const takeUntil = (end: string): string => {
    const found = text.indexOf(end, at);
    if (found < 0) throw malformed(at);
    const taken = text.slice(at, found);
    at = found + end.length;
    return taken;
  };
  const addText = (more: string) => {
    const last = scan.tags.at(-1);
    if (last) last.text += more;
    else if (more.trim() !== '') throw malformed(at);
  };
  const takeDoctype = () => {
    take(doctypeForm);
    if (text[at] === '[') {
      scan.hasInternalSubset = true;
      takeUntil(']');
      take(doctypeForm);
    }
    if (text[at] !== '>') throw malformed(at);
    at += 1;
  };
  const takeTag = () => {
    const name = take(nameForm)?.[0];
    if (name === undefined) throw malformed(at);
    const tag: XmlTag = { name, attributes: [], text: '' };
    for (let found = take(attributeForm); found; found = take(attributeForm)) {
      const [, attribute = '', quoted, apostrophed] = found;
      tag.attributes.push({ name: attribute, value: decodeReferences(quoted ?? apostrophed ?? '') });
    }
    if (!take(tagEnd)) throw malformed(at);
    scan.tags.push(tag);
  };

  while (at < text.length) {
    const next = text.indexOf('<', at);
    addText(decodeReferences(text.slice(at, next < 0 ? undefined : next)));
    if (next < 0) break;
    at = next;
    const start = take(startOf)?.[0].toUpperCase();
    if (start === undefined) throw malformed(at);
    if (start === '<!--') takeUntil('-->');
    else if (start === '<![CDATA[') addText(takeUntil(']]>'));
    else if (start === '<!DOCTYPE') takeDoctype();
    else if (start === '</') takeUntil('>');
    else if (start === '<') takeTag();
    else {
      const instruction = takeUntil('?>');
      if (/^xml\s/i.test(instruction)) scan.encoding = encodingIn(instruction);
      else scan.instructions.push(instruction);
    }
  }
  return scan;
}

const beforeRoot = /(?:\s+|<\?[^?]*(?:\?(?!>)[^?]*)*\?>|<!--[^-]*(?:-(?!->)[^-]*)*-->)/y;
const doctypeBeforeRoot = /<!DOCTYPE\s+([^\s<>[]+)/iy;
const rootForm = /<(?:[\w.-]+:)?([\w.-]+)[\s/>]/y;

/**
 * The local name of a text's root element, in lower case; null where the text is no XML. Reads the beginning only, so
 * that the text may be cut.
 */
export function rootElementOf(text: string): string | null {
  let at = text.startsWith('\uFEFF') ? 1 : 0;
  for (;;) {
    beforeRoot.lastIndex = at;
    if (!beforeRoot.test(text)) break;
    at = beforeRoot.lastIndex;
  }
  doctypeBeforeRoot.lastIndex = at;
  rootForm.lastIndex = at;
  return (doctypeBeforeRoot.exec(text) ?? rootForm.exec(text))?.[1]?.toLowerCase() ?? null;
}

const named: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function decodeReferences(text: string): string {
  return text.replace(/&(#x[0-9a-f]{1,8}|#\d{1,8}|[a-z]+);/gi, (whole, reference: string) => {
    if (!reference.startsWith('#')) return named[reference] ?? whole;
    const isHex = reference[1]?.toLowerCase() === 'x';
    const point = isHex ? Number.parseInt(reference.slice(2), 16) : Number.parseInt(reference.slice(1), 10);
    return point <= 0x10ffff ? String.fromCodePoint(point) : whole;
  });
}

function encodingIn(declaration: string): string | null {
  return /encoding\s*=\s*["']([^"']+)["']/i.exec(declaration)?.[1]?.toLowerCase() ?? null;
}

function malformed(at: number): SyntaxError {
  return new SyntaxError(`The XML can't be followed at character ${at}.`);
}
