import { MediaValue } from '@vitrine/schema';

export interface CollectedReference extends Omit<MediaValue, 'version' | 'focalPoint'> {
  /** A JSON Pointer; a block of an array stands in it by its id, so moving the block changes nothing. */
  fieldPath: string;
}

const escapeSegment = (segment: string) => segment.replaceAll('~', '~0').replaceAll('/', '~1');

/** What names an element of an array where it can be moved: its own id, else its place. */
function nameOf(element: unknown, index: number): string {
  if (typeof element === 'object' && element !== null && 'id' in element) {
    const { id } = element;
    if (typeof id === 'string' || typeof id === 'number') return String(id);
  }
  return String(index);
}

/**
 * Finds every `MediaValue` in content that is JSON, at any depth, also in the attributes of rich-text nodes:
 * what it returns is what `references.sync` takes.
 */
export function collectReferences(content: unknown): CollectedReference[] {
  const found: CollectedReference[] = [];
  const visit = (value: unknown, path: string) => {
    if (typeof value !== 'object' || value === null) return;
    if (Array.isArray(value)) {
      for (const [index, element] of value.entries())
        visit(element, `${path}/${escapeSegment(nameOf(element, index))}`);
      return;
    }
    const media = 'mediaId' in value ? MediaValue.safeParse(value) : undefined;
    if (media?.success) {
      const { version: _version, focalPoint: _focalPoint, ...kept } = media.data;
      found.push({ ...kept, fieldPath: path });
      return;
    }
    for (const [key, inner] of Object.entries(value)) visit(inner, `${path}/${escapeSegment(key)}`);
  };
  visit(content, '');
  return found;
}
