'use client';

import { keepPreviousData, skipToken } from '@tanstack/react-query';
import type { Suggestions } from '@vitrine/schema';
import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { useDebounced } from '../hooks/use-debounced.ts';
import type { SearchSuggestion, SearchWord } from '../MediaSearch/search-offers.ts';
import { trpc } from '../provider/trpc.ts';
import { useKit } from '../provider/use-kit.ts';

/** A search that stands this long with something found is worth remembering, in ms. */
const WORTH_MS = 1500;
const MIN_LETTERS = 2;
const MAX_OFFERS = 5;
/** So long a word stands still before it is asked about, in ms. */
const PAUSE_MS = 150;

export interface SearchHelp {
  suggestions: readonly SearchSuggestion[];
  history: readonly string[];
  onWord: (word: SearchWord | null) => void;
}

/** Earlier searches, and what of the library goes on as what is typed. */
export function useSearchHelp(search: string, hasFound: boolean): SearchHelp {
  const { stores } = useKit();
  const history = useStore(stores.history, (state) => state.entries);
  const text = search.trim();
  useEffect(() => {
    if (text.length < MIN_LETTERS || !hasFound) return;
    const timer = setTimeout(() => stores.history.getState().add(text), WORTH_MS);
    return () => clearTimeout(timer);
  }, [text, hasFound, stores]);

  const [typed, setTyped] = useState<SearchWord | null>(null);
  const word = useDebounced(typed, PAUSE_MS);
  const isNamed = word !== null && (word.field === null || word.field === 'tag' || word.field === 'in');
  const { data } = trpc.search.suggest.useQuery(
    isNamed && word.text.trim() !== '' ? { text: word.text, limit: MAX_OFFERS } : skipToken,
    { placeholderData: keepPreviousData },
  );
  // `tag:` alone: those that most files carry.
  const { data: common } = trpc.tags.list.useQuery(
    word?.field === 'tag' && word.text === '' ? { sort: '-usage', limit: MAX_OFFERS } : skipToken,
  );
  const { data: collections } = trpc.collections.list.useQuery(
    word?.field === 'in' && word.text === '' ? {} : skipToken,
  );
  const suggestions: SearchSuggestion[] =
    typed === null || word === null
      ? []
      : word.text !== ''
        ? isNamed && data
          ? suggestionsOf(data)
          : []
        : [
            ...(common ?? []).map(({ name, color }) => ({ type: 'tag' as const, text: name, color })),
            ...(collections ?? [])
              .slice(0, MAX_OFFERS)
              .map(({ title, color }) => ({ type: 'collection' as const, text: title, color })),
          ];
  return { history, suggestions, onWord: setTyped };
}

const suggestionsOf = ({ tags, collections, titles }: Suggestions): SearchSuggestion[] => [
  ...tags.map(({ name, color }) => ({ type: 'tag' as const, text: name, color })),
  ...collections.map(({ title, color }) => ({ type: 'collection' as const, text: title, color })),
  ...titles.map(({ title }) => ({ type: 'title' as const, text: title })),
];
