'use client';

import { useSyncExternalStore } from 'react';
import { useKit } from '../provider/use-kit.ts';

export function useOnline(): boolean {
  const { connectivity } = useKit().client;
  return useSyncExternalStore(connectivity.subscribe, connectivity.isOnline, () => true);
}
