'use client';
import { MediaValue, PageLink, type RichTextNode } from '@vitrine/schema';
import { Fragment, type ReactNode } from 'react';
import { Image } from '../Image/Image.tsx';
import type { MediaMap } from '../Image/WithMedia.tsx';
import { mediaAttributes } from './media-attributes.ts';

interface RichTextViewProps {
  body: RichTextNode;
  media?: MediaMap;
  /** Level of the headings in the text, 2..6. */
  headingLevel?: 2 | 3 | 4 | 5 | 6;
}

/**
 * A rich text as a page shows it. It is built from known nodes only: what is unknown keeps its text and loses its
 * form, a link that could run is left out. No HTML is ever taken over.
 */
export function RichTextView({ body, media, headingLevel = 2 }: RichTextViewProps) {
  const render = (node: RichTextNode, key: number): ReactNode => {
    const children = node.content?.map(render);
    switch (node.type) {
      case 'text':
        return <Fragment key={key}>{withMarks(node)}</Fragment>;
      case 'paragraph':
        return <p key={key}>{children}</p>;
      case 'heading': {
        const Heading = `h${headingLevel}` as const;
        return <Heading key={key}>{children}</Heading>;
      }
      case 'bulletList':
        return <ul key={key}>{children}</ul>;
      case 'orderedList':
        return <ol key={key}>{children}</ol>;
      case 'listItem':
        return <li key={key}>{children}</li>;
      case 'blockquote':
        return <blockquote key={key}>{children}</blockquote>;
      case 'hardBreak':
        return <br key={key} />;
      case 'media':
        return <MediaInText key={key} node={node} media={media} />;
      default:
        return <Fragment key={key}>{children ?? node.text}</Fragment>;
    }
  };
  return <div className="vt-text">{body.content?.map(render)}</div>;
}

function withMarks({ text = '', marks = [] }: RichTextNode): ReactNode {
  let marked: ReactNode = text;
  for (const { type, attrs } of marks) {
    const link = type === 'link' ? PageLink.safeParse(attrs?.href) : null;
    if (type === 'bold') marked = <strong>{marked}</strong>;
    else if (type === 'italic') marked = <em>{marked}</em>;
    else if (link?.success) marked = <a href={link.data}>{marked}</a>;
  }
  return marked;
}

const slotSizes = {
  full: '(min-width: 800px) 760px, 100vw',
  half: '(min-width: 800px) 380px, 50vw',
  third: '(min-width: 800px) 260px, 34vw',
};

function MediaInText({ node, media }: { node: RichTextNode; media?: MediaMap }) {
  const value = MediaValue.safeParse(node.attrs?.value);
  if (!value.success) return null;
  const { width, alignment } = mediaAttributes(node.attrs);
  return (
    <figure className="vt-text-media" data-width={width} data-align={alignment}>
      <Image value={value.data} media={media} sizes={slotSizes[width]} />
      {value.data.caption && <figcaption>{value.data.caption}</figcaption>}
    </figure>
  );
}
