'use client';

import { useState } from 'react';
import { useStore } from 'zustand';
import { MediaSearch } from '../MediaSearch/MediaSearch.tsx';
import { useKit } from '../provider/use-kit.ts';

export interface SearchBoxProps {
  /** What is searched for now. */
  value: string;
  onSearch: (text: string) => void;
}

/** The search in a head of its own, away from the browser that it searches. */
export function SearchBox({ value, onSearch }: SearchBoxProps) {
  const { stores } = useKit();
  const history = useStore(stores.history, (state) => state.entries);
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
    />
  );
}
