import type { SearchNode } from '@vitrine/schema';
import type { TextNode } from '../../search-index/text-query.ts';
import { cutWords } from './cut-words.ts';

/** The words of a search without its operators; null where there are none. */
export function textOf(node: SearchNode): TextNode | null {
  switch (node.type) {
    case 'word': {
      const words = cutWords(node.text);
      const nodes = words.map((word, index): TextNode => {
        const isPrefix = node.isPrefix && index === words.length - 1;
        return { type: 'word', word, isPrefix };
      });
      return nodes.length > 1 ? { type: 'and', nodes } : (nodes[0] ?? null);
    }
    case 'phrase': {
      const words = cutWords(node.text);
      const [only] = words;
      if (words.length === 1 && only !== undefined) return { type: 'word', word: only, isPrefix: false };
      return words.length > 0 ? { type: 'phrase', words } : null;
    }
    case 'not': {
      const inner = textOf(node.node);
      return inner && { type: 'not', node: inner };
    }
    case 'and':
    case 'or': {
      const nodes = node.nodes.flatMap((part) => textOf(part) ?? []);
      return nodes.length > 1 ? { type: node.type, nodes } : (nodes[0] ?? null);
    }
    default:
      return null;
  }
}
