import { MediaValue, PageLink, type RichTextNode } from '@vitrine/schema';

const blocks = new Set([
  'doc',
  'paragraph',
  'heading',
  'bulletList',
  'orderedList',
  'listItem',
  'blockquote',
]);
const marks = new Set(['bold', 'italic', 'link']);
const emptyParagraph: RichTextNode = { type: 'paragraph' };

/**
 * A stored text as the editor can open it: unknown nodes give up their form and keep their content, unknown marks,
 * links that could run and pictures without a value go. An editor given the raw text would drop all of it at the
 * first node that it does not know.
 */
export function cleanRichText(body: RichTextNode): RichTextNode {
  const content = (body.content ?? []).flatMap(cleanNode).map(asBlock);
  return { type: 'doc', content: content.length > 0 ? content : [emptyParagraph] };
}

function cleanNode(node: RichTextNode): RichTextNode[] {
  if (node.type === 'text') {
    return node.text ? [{ type: 'text', text: node.text, marks: cleanMarks(node.marks) }] : [];
  }
  if (node.type === 'hardBreak') return [{ type: 'hardBreak' }];
  if (node.type === 'media') return MediaValue.safeParse(node.attrs?.value).success ? [node] : [];
  const content = (node.content ?? []).flatMap(cleanNode);
  if (!blocks.has(node.type)) return content;
  if (node.type === 'heading') return [{ type: 'heading', attrs: { level: 2 }, content }];
  return [{ type: node.type, content }];
}

/** What stood inside an unknown block may be bare text: it gets a paragraph of its own. */
function asBlock(node: RichTextNode): RichTextNode {
  return node.type === 'text' || node.type === 'hardBreak' ? { type: 'paragraph', content: [node] } : node;
}

function cleanMarks(found: RichTextNode['marks'] = []): NonNullable<RichTextNode['marks']> {
  return found.flatMap((mark) => {
    if (!marks.has(mark.type)) return [];
    if (mark.type !== 'link') return [{ type: mark.type }];
    const href = PageLink.safeParse(mark.attrs?.href);
    return href.success ? [{ type: 'link', attrs: { href: href.data } }] : [];
  });
}
