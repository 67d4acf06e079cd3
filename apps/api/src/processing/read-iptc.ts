import { cleanField } from './clean-text.ts';

/** What IPTC says of a picture, as text, by our names. Of what may be there several times, all with commas between. */
export type IptcFields = Partial<Record<IptcName, string>>;

/** By number in record 2. */
const names = {
  5: 'title',
  25: 'keywords',
  55: 'dateCreated',
  60: 'timeCreated',
  80: 'creator',
  90: 'city',
  101: 'country',
  105: 'headline',
  116: 'copyright',
  120: 'caption',
} as const;
type IptcName = (typeof names)[keyof typeof names];
const byNumber = new Map<number, IptcName>(
  Object.entries(names).map(([number, name]) => [Number(number), name]),
);

/** More is no description. */
const maxDatasets = 500;

/**
 * Reads the datasets of IPTC-IIM out of a block, wherever in it they begin: Photoshop wraps them.
 * What is cut or lies about its length ends the reading.
 */
export function readIptc(block: Uint8Array): IptcFields {
  const bytes = Buffer.from(block.buffer, block.byteOffset, block.byteLength);
  const found = new Map<IptcName, string[]>();
  const starts = [bytes.indexOf('\x1c\x01\x5a', 'latin1'), bytes.indexOf('\x1c\x02', 'latin1')];
  let at = Math.min(...starts.filter((start) => start >= 0));
  for (let count = 0; count < maxDatasets && at + 5 <= bytes.length && bytes[at] === 0x1c; count++) {
    const name = bytes[at + 1] === 2 ? byNumber.get(bytes[at + 2] ?? 0) : undefined;
    const length = bytes.readUInt16BE(at + 3);
    // The highest bit announces a longer form, which no text needs.
    if (length > 0x7fff) break;
    const data = bytes.subarray(at + 5, at + 5 + length);
    if (name) found.set(name, [...(found.get(name) ?? []), decode(data)]);
    at += 5 + length;
  }
  const fields: IptcFields = {};
  for (const [name, texts] of found) {
    const text = cleanField(texts.join(', '));
    if (text !== undefined) fields[name] = text;
  }
  return fields;
}

const utf8 = new TextDecoder('utf-8', { fatal: true });
const latin = new TextDecoder('latin1');

/** Few programs say which encoding they write; most write UTF-8 now. */
function decode(data: Uint8Array): string {
  try {
    return utf8.decode(data);
  } catch (error) {
    if (error instanceof TypeError) return latin.decode(data);
    throw error;
  }
}
