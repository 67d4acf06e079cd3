'use client';

import { useState } from 'react';
import { joinSearch, type SearchParts, splitSearch } from './split-search.ts';

/** The chips and the text of a search, kept apart while one types, and as one text for its owner. */
export function useSearchParts(
  value: string,
  onChange: (value: string) => void,
): [SearchParts, (parts: SearchParts) => string] {
  const [state, setState] = useState(() => ({ value, ...splitSearch(value) }));
  // Its owner says something else: all of that is complete.
  const current = state.value === value ? state : { value, ...splitSearch(value) };
  if (current !== state) setState(current);
  return [
    current,
    ({ chips, rest }) => {
      const next = joinSearch({ chips, rest });
      setState({ value: next, chips, rest, caret: rest.length });
      onChange(next);
      return next;
    },
  ];
}
