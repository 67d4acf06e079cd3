import { cleanField } from './clean-text.ts';
import { scanXml, type XmlTag } from './scan-xml.ts';

/** Longer packets carry previews of the picture. */
const maxLength = 512 * 1024;

/** Properties with the prefixes that everybody writes, and the text of each; of lists all with commas between. */
export type XmpFields = Partial<Record<(typeof properties)[number], string>>;

const properties = [
  'dc:title',
  'dc:description',
  'dc:creator',
  'dc:rights',
  'dc:subject',
  'tiff:Make',
  'tiff:Model',
  'aux:Lens',
  'aux:SerialNumber',
  'exif:DateTimeOriginal',
  'exif:GPSLatitude',
  'exif:GPSLongitude',
  'photoshop:DateCreated',
  'photoshop:Headline',
  'photoshop:City',
  'photoshop:Country',
  'xmp:CreateDate',
  'Iptc4xmpExt:PersonInImage',
] as const;
const known: ReadonlySet<string> = new Set(properties);

/** Reads an XMP packet. One that is not well-formed says nothing, as if there were none. */
export function readXmp(packet: Uint8Array): XmpFields {
  if (packet.byteLength > maxLength) return {};
  const found = new Map<string, string[]>();
  const add = (name: string, text: string) => {
    if (known.has(name) && text.trim() !== '') found.set(name, [...(found.get(name) ?? []), text.trim()]);
  };
  let property = '';
  for (const { name, attributes, text } of tagsOf(packet)) {
    // RDF writes a simple property as an attribute, or as an element; a list as elements below it.
    for (const attribute of attributes) add(attribute.name, attribute.value);
    if (name === 'rdf:li') add(property, text);
    else if (known.has(name)) {
      property = name;
      add(name, text);
    } else if (!name.startsWith('rdf:')) property = '';
  }
  const fields: XmpFields = {};
  for (const property of properties) {
    const text = cleanField(found.get(property)?.join(', '));
    if (text !== undefined) fields[property] = text;
  }
  return fields;
}

function tagsOf(packet: Uint8Array): XmlTag[] {
  try {
    const text = new TextDecoder().decode(packet).replace(/^[\uFEFF\0\s]+|[\0\s]+$/g, '');
    return scanXml(text).tags;
  } catch (error) {
    if (error instanceof SyntaxError) return [];
    throw error;
  }
}
