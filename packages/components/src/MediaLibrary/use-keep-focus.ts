'use client';

import type { RefObject } from 'react';

/** Two frames: a dialog gives the focus back within them, and what is gone has left the page. */
const afterDrawing = (then: () => void) => requestAnimationFrame(() => requestAnimationFrame(then));

/** Puts the focus back into the list where what had it is gone: the bar of a selection that is no more, a deleted file. */
export function useKeepFocus(box: RefObject<HTMLElement | null>): () => void {
  return () =>
    afterDrawing(() => {
      const { activeElement, body } = document;
      if (activeElement !== null && activeElement !== body) return;
      const grid = box.current?.querySelector<HTMLElement>('.vt-grid-body');
      const item = grid?.querySelector<HTMLElement>('[tabindex="0"]');
      (item ?? grid)?.focus();
    });
}
