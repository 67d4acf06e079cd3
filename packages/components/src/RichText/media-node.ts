import { Node } from '@tiptap/core';
import { ReactNodeViewRenderer } from '@tiptap/react';
import { MediaValue } from '@vitrine/schema';
import { MediaNodeView } from './MediaNodeView.tsx';
import { mediaAttributes } from './media-attributes.ts';

/** A picture of the library in a text: `attrs.value` is a MediaValue, `width` and `alignment` say how it stands. */
export const MediaNode = Node.create({
  name: 'media',
  group: 'block',
  atom: true,
  draggable: true,

  addAttributes() {
    return { value: { default: null }, width: { default: 'full' }, alignment: { default: 'end' } };
  },

  // HTML is what the clipboard carries from one place of the text to another; it is never stored.
  parseHTML() {
    return [
      {
        tag: 'figure[data-vt-media]',
        getAttrs: (element) => {
          const value = MediaValue.safeParse(parseJson(element.dataset.vtMedia));
          return value.success && { value: value.data, ...mediaAttributes({ ...element.dataset }) };
        },
      },
    ];
  },

  renderHTML({ node }) {
    const { width, alignment } = mediaAttributes(node.attrs);
    return [
      'figure',
      { 'data-vt-media': JSON.stringify(node.attrs.value), 'data-width': width, 'data-alignment': alignment },
    ];
  },

  addNodeView() {
    return ReactNodeViewRenderer(MediaNodeView);
  },
});

/** What another page put on the clipboard may be anything. */
function parseJson(text: string | undefined): unknown {
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
