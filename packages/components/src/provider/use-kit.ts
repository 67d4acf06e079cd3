'use client';

import type { TRPCClient } from '@trpc/client';
import type { AppRouter } from '@vitrine/schema';
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

/** Every procedure, to call outside of a hook: `await client.media.delete.mutate({ ids })`. */
export function useKitClient(): TRPCClient<AppRouter> {
  return useKit().client.trpc;
}
