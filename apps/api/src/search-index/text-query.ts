import type { Values } from './media-filter.ts';

/** The words of a search, as letters and digits alone. */
export type TextNode =
  | { type: 'word'; word: string; isPrefix: boolean }
  | { type: 'phrase'; words: readonly string[] }
  | { type: 'and' | 'or'; nodes: readonly TextNode[] }
  | { type: 'not'; node: TextNode };

export const PLAIN_CONFIG = 'vitrine';

const quote = (word: string) => `'${word}'`;

/** The text of a tsquery in which each word is quoted, so that nothing typed is ever read as an operator. */
function writePlain(node: TextNode): string {
  switch (node.type) {
    case 'word':
      return node.isPrefix ? `${quote(node.word)}:*` : quote(node.word);
    case 'phrase':
      return `(${node.words.map(quote).join(' <-> ')})`;
    case 'not':
      return `!(${writePlain(node.node)})`;
    default:
      return `(${node.nodes.map(writePlain).join(node.type === 'and' ? ' & ' : ' | ')})`;
  }
}

/**
 * A tsquery as SQL. Where the namespace has a language, a word is looked for as it is written and by its stem: the index
 * has both. As a query of its own it is read once: a plan that is kept for any words would read it anew for each row.
 */
export function writeTextQuery(node: TextNode, config: string, values: Values): string {
  return `(select ${writeQuery(node, config, values)})`;
}

function writeQuery(node: TextNode, config: string, values: Values): string {
  if (config === PLAIN_CONFIG) return `to_tsquery('public.vitrine', ${values.add(writePlain(node))})`;
  const inLanguage = `public.${config}`;
  const write = (part: TextNode): string => {
    switch (part.type) {
      case 'word': {
        const plain = `to_tsquery('public.vitrine', ${values.add(writePlain(part))})`;
        if (part.isPrefix && part.word.length < 3) return plain;
        return `(${plain} || to_tsquery(${values.add(inLanguage)}::regconfig, ${values.add(quote(part.word))}))`;
      }
      case 'phrase':
        return `to_tsquery('public.vitrine', ${values.add(writePlain(part))})`;
      case 'not':
        return `(!! ${write(part.node)})`;
      default:
        return `(${part.nodes.map(write).join(part.type === 'and' ? ' && ' : ' || ')})`;
    }
  };
  return write(node);
}

/** The words that make a file match: not those behind a `not`. */
export function positivePart(node: TextNode): TextNode | null {
  if (node.type === 'not') return null;
  if (node.type !== 'and' && node.type !== 'or') return node;
  const nodes = node.nodes.flatMap((part) => positivePart(part) ?? []);
  return nodes.length > 1 ? { type: node.type, nodes } : (nodes[0] ?? null);
}

/** What is left of words that all must be there without common beginnings of words; all of it where nothing else would be. */
export function withoutCommon(node: TextNode, common: ReadonlySet<string>): TextNode {
  if (node.type !== 'and') return node;
  const nodes = node.nodes.filter(
    (part) => !(part.type === 'word' && part.isPrefix && common.has(part.word)),
  );
  const [first, ...more] = nodes;
  if (!first || nodes.length === node.nodes.length || nodes.every((part) => part.type === 'not')) return node;
  return more.length === 0 ? first : { type: 'and', nodes };
}

/** Words of a text, each with whether it is a beginning. */
export function wordsOf(node: TextNode): { word: string; isPrefix: boolean }[] {
  switch (node.type) {
    case 'word':
      return [{ word: node.word, isPrefix: node.isPrefix }];
    case 'phrase':
      return node.words.map((word) => ({ word, isPrefix: false }));
    case 'not':
      return [];
    default:
      return node.nodes.flatMap(wordsOf);
  }
}
