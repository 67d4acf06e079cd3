'use client';

import { useState } from 'react';
import { useSearchHelp } from '../MediaBrowser/use-search-help.ts';
import { MediaSearch } from '../MediaSearch/MediaSearch.tsx';

export interface SearchBoxProps {
  /** What is searched for now. */
  value: string;
  onSearch: (text: string) => void;
}

/** The search in a head of its own, away from the browser that it searches. */
export function SearchBox({ value, onSearch }: SearchBoxProps) {
  // What is worth remembering is decided by the browser, which knows whether something was found.
  const { suggestions, history, onWord } = useSearchHelp(value, false);
  const [text, setText] = useState(value);
  // A search that is cleared from below (no match: "Clear search and filters") empties the field too.
  const [known, setKnown] = useState(value);
  if (known !== value) {
    setKnown(value);
    setText(value);
  }
  return (
    <MediaSearch
      value={text}
      onChange={setText}
      onSearch={(settled) => {
        setKnown(settled);
        onSearch(settled);
      }}
      history={history}
      suggestions={suggestions}
      onWord={onWord}
    />
  );
}
