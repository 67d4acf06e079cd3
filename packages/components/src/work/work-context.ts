'use client';

import { createContext, useContext } from 'react';
import type { WorkStore } from './work-store.ts';

export const WorkContext = createContext<WorkStore | null>(null);

/** What is done to many files here. Only inside of a `WorkScope`. */
export function useWorkStore(): WorkStore {
  const store = useContext(WorkContext);
  if (!store) throw new Error('Bulk work needs a WorkScope around it.');
  return store;
}
