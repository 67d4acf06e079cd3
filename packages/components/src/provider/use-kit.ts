'use client';

import { useContext } from 'react';
import { type Kit, KitContext } from './kit-context.ts';

/** @throws Error outside a MediaProvider. */
export function useKit(): Kit {
  const kit = useContext(KitContext);
  if (!kit) {
    throw new Error('A Vitrine component stands outside <MediaProvider>. Put the provider around it.');
  }
  return kit;
}
