'use client';

import { useState } from 'react';
import type { Key } from 'react-aria-components';

/** Which rows of a tree are open: all at first; what is looked for is always seen. */
export function useExpanded(ids: readonly string[], isWhole: boolean): [Set<Key>, (keys: Set<Key>) => void] {
  const [closed, setClosed] = useState<ReadonlySet<Key>>(new Set());
  const open = new Set<Key>(ids.filter((id) => isWhole || !closed.has(id)));
  return [open, (keys) => setClosed(new Set(ids.filter((id) => !keys.has(id))))];
}
