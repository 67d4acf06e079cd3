'use client';

import type { RefObject } from 'react';
import { afterDrawing, isFocusLost } from '../hooks/after-drawing.ts';

/** Puts the focus back into the list where what had it is gone: the bar of a selection that is no more, a deleted file. */
export function useKeepFocus(box: RefObject<HTMLElement | null>): () => void {
  const give = () => {
    if (!isFocusLost()) return;
    const grid = box.current?.querySelector<HTMLElement>('.vt-grid-body');
    const item = grid?.querySelector<HTMLElement>('[tabindex="0"]');
    (item ?? grid)?.focus();
  };
  // A frame after those that give it back to where it was.
  return () => afterDrawing(() => requestAnimationFrame(give));
}
