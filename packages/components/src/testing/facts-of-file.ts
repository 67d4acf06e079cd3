import type { MediaFile, Orientation } from '@vitrine/schema';

export const hasAlt = (file: MediaFile) => Object.values(file.alt).some((text) => text !== '');

export function orientationOf({ width, height }: MediaFile): Orientation | null {
  if (width === null || height === null) return null;
  return width === height ? 'square' : width > height ? 'landscape' : 'portrait';
}

/** An id, and those of what lies below it. */
export function idsBelow(
  nodes: readonly { id: string; parentId: string | null }[],
  id: string,
): ReadonlySet<string> {
  const below = nodes.filter(({ parentId }) => parentId === id);
  return new Set([id, ...below.flatMap((node) => [...idsBelow(nodes, node.id)])]);
}
