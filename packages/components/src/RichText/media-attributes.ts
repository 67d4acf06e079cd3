import { type MediaId, MediaValue, type RichTextNode } from '@vitrine/schema';

export const mediaWidths = ['full', 'half', 'third'] as const;
export const mediaAlignments = ['start', 'center', 'end'] as const;
export type MediaWidth = (typeof mediaWidths)[number];
export type MediaAlignment = (typeof mediaAlignments)[number];

/** How a `media` node stands in its text; what a foreign editor left out or misspelt is full width, at the end. */
export function mediaAttributes(attributes: RichTextNode['attrs']): {
  width: MediaWidth;
  alignment: MediaAlignment;
} {
  return {
    width: mediaWidths.find((width) => width === attributes?.width) ?? 'full',
    alignment: mediaAlignments.find((alignment) => alignment === attributes?.alignment) ?? 'end',
  };
}

/** The files that a rich text shows, in the order they stand in it. */
export function mediaInText(node: RichTextNode): MediaId[] {
  const value = node.type === 'media' ? MediaValue.safeParse(node.attrs?.value) : null;
  return [...(value?.success ? [value.data.mediaId] : []), ...(node.content ?? []).flatMap(mediaInText)];
}
