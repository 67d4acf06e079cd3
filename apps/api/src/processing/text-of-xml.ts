const entities: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };
/** Elements that end a line, a paragraph, a cell or a slide, whatever their prefix. */
const breaks = new Set(['p', 'h', 'br', 'tab', 'line-break', 'si', 'c', 'row', 'sp', 'tc', 's']);

/**
 * The words of an XML document, for search. Reads from the beginning to the end once: no nesting, no entities of its
 * own, nothing that grows.
 * @param options.onlyRuns take text only from elements called `t`, as Office Open XML has it: what is elsewhere are
 * field codes, deleted words and numbers of styles.
 */
export function textOfXml(xml: string, { onlyRuns }: { onlyRuns: boolean }): string {
  const parts: string[] = [];
  let isRun = !onlyRuns;
  let at = 0;
  while (at < xml.length) {
    const open = xml.indexOf('<', at);
    const end = open < 0 ? xml.length : open;
    if (isRun && end > at) parts.push(decodeEntities(xml.slice(at, end)));
    if (open < 0) break;
    const close = xml.indexOf('>', open);
    if (close < 0) break;
    const name = localName(xml.slice(open + 1, Math.min(close, open + 100)));
    if (onlyRuns && name === 't') isRun = xml[open + 1] !== '/' && xml[close - 1] !== '/';
    if (breaks.has(name)) parts.push(' ');
    at = close + 1;
  }
  return parts.join('');
}

function localName(tag: string): string {
  const [name = ''] = tag.replace(/^\//, '').split(/[\s/>]/, 1);
  return name.slice(name.indexOf(':') + 1);
}

const entity = /&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|([a-z]{2,4}));/gi;

function decodeEntities(text: string): string {
  return text.replace(entity, (whole: string, hex?: string, decimal?: string, name?: string) => {
    if (name !== undefined) return entities[name] ?? whole;
    const point = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
    return point <= 0x10ffff ? String.fromCodePoint(point) : ' ';
  });
}
