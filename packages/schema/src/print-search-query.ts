import type { SearchLeaf, SearchNode } from './search-query.ts';
import { writeDateRange, writeNumberRange } from './search-values.ts';

const quote = (text: string) => `"${text.replace(/[\\"“”]/g, '\\$&')}"`;

/** As it is where it can stand without quotation marks. */
const value = (text: string) => (/^[\p{L}\p{N}_./*+#&@-]+$/u.test(text) ? text : quote(text));

/** One term as it is typed: `tag:nature`. */
export function printSearchLeaf(leaf: SearchLeaf): string {
  switch (leaf.type) {
    case 'word':
      return leaf.isPrefix ? `${leaf.text}*` : leaf.text;
    case 'phrase':
      return quote(leaf.text);
    case 'choice':
      return `${leaf.field}:${leaf.values.map(value).join(',')}`;
    case 'number':
      return `${leaf.field}:${writeNumberRange(leaf.range)}`;
    case 'date':
      return `${leaf.field}:${writeDateRange(leaf.range)}`;
  }
}

/** Writes a search so that it is read as the same one again. */
export function printSearchQuery(root: SearchNode | null): string {
  if (root === null) return '';
  const text = print(root);
  // Without the space the last word would be a beginning.
  return /[\s")*]$/.test(text) ? text : `${text} `;
}

function print(node: SearchNode): string {
  switch (node.type) {
    case 'and':
      return node.nodes.map((part) => (part.type === 'or' ? `(${print(part)})` : print(part))).join(' ');
    case 'or':
      return node.nodes.map(print).join(' OR ');
    case 'not':
      return node.node.type === 'and' || node.node.type === 'or'
        ? `-(${print(node.node)})`
        : `-${print(node.node)}`;
    default:
      return printSearchLeaf(node);
  }
}
