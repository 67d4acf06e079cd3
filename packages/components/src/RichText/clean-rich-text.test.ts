import type { RichTextNode } from '@vitrine/schema';
import { describe, expect, it } from 'vitest';
import { testId } from '../testing/index.ts';
import { cleanRichText } from './clean-rich-text.ts';
import { mediaAttributes, mediaInText } from './media-attributes.ts';

const text = (words: string, marks: RichTextNode['marks'] = []): RichTextNode => ({
  type: 'text',
  text: words,
  marks,
});
const doc = (...content: RichTextNode[]): RichTextNode => ({ type: 'doc', content });
const media = (value: unknown): RichTextNode => ({
  type: 'media',
  attrs: { value, width: 'half', alignment: 'start' },
});

describe('cleanRichText', () => {
  it('keeps what the editor knows as it is', () => {
    const known = doc(
      { type: 'heading', attrs: { level: 2 }, content: [text('Ice')] },
      { type: 'paragraph', content: [text('bold', [{ type: 'bold' }])] },
      media({ mediaId: testId(3, 1) }),
    );
    expect(cleanRichText(known)).toEqual(known);
  });

  it('takes the form of an unknown block and keeps its words', () => {
    const table = { type: 'table', content: [{ type: 'cell', content: [text('kept')] }] };
    expect(cleanRichText(doc(table))).toEqual(doc({ type: 'paragraph', content: [text('kept')] }));
  });

  it('takes a link that could run off its text', () => {
    const evil = text('here', [{ type: 'link', attrs: { href: 'javascript:alert(1)' } }, { type: 'italic' }]);
    expect(cleanRichText(doc({ type: 'paragraph', content: [evil] }))).toEqual(
      doc({ type: 'paragraph', content: [text('here', [{ type: 'italic' }])] }),
    );
  });

  it('leaves out a picture that is none', () => {
    expect(cleanRichText(doc(media({ mediaId: 'x' }), media(null)))).toEqual(doc({ type: 'paragraph' }));
  });
});

describe('mediaInText', () => {
  it('finds pictures at any depth in their order', () => {
    const body = doc(media({ mediaId: testId(3, 1) }), {
      type: 'blockquote',
      content: [media({ mediaId: testId(3, 2) }), media({})],
    });
    expect(mediaInText(body)).toEqual([testId(3, 1), testId(3, 2)]);
  });
});

describe('mediaAttributes', () => {
  it('reads what it does not know as full width, at the end', () => {
    expect(mediaAttributes({ width: 'huge' })).toEqual({ width: 'full', alignment: 'end' });
    expect(mediaAttributes({ width: 'third', alignment: 'start' })).toEqual({
      width: 'third',
      alignment: 'start',
    });
  });
});
