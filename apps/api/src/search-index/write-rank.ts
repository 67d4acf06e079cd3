import type { MediaFilter, Values } from './media-filter.ts';
import { type TextNode, wordsOf, writeTextQuery } from './text-query.ts';

/** Of description and text, labels, nothing, title: D, C, B, A in the order of PostgreSQL. */
const WEIGHTS = "'{0.05, 0.15, 0.5, 1}'";

const exactly = (node: TextNode): TextNode => {
  if (node.type === 'word') return { ...node, isPrefix: false };
  if (node.type === 'and' || node.type === 'or') return { ...node, nodes: node.nodes.map(exactly) };
  return node;
};

/**
 * How well a row of media_index fits the words, 0..4, as SQL over its columns search and title_key. Words close
 * together and in the title count most; then whole words before beginnings, then titles that are little else.
 */
export function writeRank(filter: MediaFilter & { text: TextNode }, values: Values): string {
  const { text, textSearchConfig: config } = filter;
  const query = writeTextQuery(text, config, values);
  const whole = writeTextQuery(exactly(text), config, values);
  const typed = values.add(
    wordsOf(text)
      .map(({ word }) => word)
      .join(' '),
  );
  return `(ts_rank_cd(${WEIGHTS}, search, ${query}, 32)
    + ts_rank(${WEIGHTS}, search, ${whole})
    + case when starts_with(title_key, (select lower(public.unaccent('public.unaccent', ${typed})))) then 0.2 else 0 end
    + 0.2 / (1 + length(title_key) / 20.0))::float8`;
}
