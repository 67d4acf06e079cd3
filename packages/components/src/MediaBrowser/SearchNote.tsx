'use client';

import { parseSearchQuery, printSearchQuery, type SearchNode } from '@vitrine/schema';
import type { Found } from '../hooks/use-media-list.ts';
import { useMessages } from '../i18n/use-messages.ts';
import { Button } from '../ui/Button.tsx';

export interface SearchNoteProps {
  search: string;
  found: Found | null;
  onSearch: (search: string) => void;
}

/** What a search says of itself: that other words were searched for, or may have been meant. */
export function SearchNote({ search, found, onSearch }: SearchNoteProps) {
  const m = useMessages();
  const { didYouMean, isCorrected } = found ?? { didYouMean: null, isCorrected: false };
  return (
    <p className="vt-search-note" role="status">
      {didYouMean !== null && (
        <>
          <span>{isCorrected ? m.searchCorrected : m.searchDidYouMean} </span>
          <Button variant="link" onPress={() => onSearch(didYouMean)}>
            <bdi>{didYouMean.trim()}</bdi>
          </Button>
          {!isCorrected && '?'}
          {isCorrected && (
            <Button variant="link" onPress={() => onSearch(asTyped(search))}>
              {m.searchInstead(search.trim())}
            </Button>
          )}
        </>
      )}
    </p>
  );
}

/** The same search with its words as phrases: those are never taken for others. */
function asTyped(search: string): string {
  const quote = (node: SearchNode): SearchNode => {
    if (node.type === 'and' || node.type === 'or') return { ...node, nodes: node.nodes.map(quote) };
    if (node.type === 'not') return { ...node, node: quote(node.node) };
    return node.type === 'word' ? { type: 'phrase', text: node.text } : node;
  };
  const { root } = parseSearchQuery(search);
  return printSearchQuery(root && quote(root));
}
