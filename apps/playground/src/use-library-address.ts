import { type LibraryView, printLibraryView, readLibraryView } from '@vitrine/components';
import { useMemo } from 'react';
import { useLocation, useSearch } from 'wouter';

/** The view of the library in the address: a reload keeps it, and the way back shows the one before. */
export function useLibraryAddress() {
  const [path, navigate] = useLocation();
  const address = useSearch();
  const view = useMemo(() => readLibraryView(address), [address]);
  return {
    view,
    onViewChange(next: LibraryView) {
      const query = printLibraryView(next).toString();
      if (query === printLibraryView(view).toString()) return;
      // The letters of a search are no steps of their own.
      const isTyping = view.params.search !== '' && next.params.search !== '';
      navigate(query === '' ? path : `${path}?${query}`, { replace: isTyping });
    },
  };
}
