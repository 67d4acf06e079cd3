'use client';

import { useEffect, useState } from 'react';
import { afterDrawing, isFocusLost } from './after-drawing.ts';

/**
 * For what asks in several dialogs, one after the other: at the end the focus is where it was before the first. Each of
 * them would give it to a button of the one before, which is gone.
 */
export function useGiveBackFocus(): void {
  const [before] = useState(() => document.activeElement);
  useEffect(
    () => () =>
      afterDrawing(() => {
        if (isFocusLost() && before instanceof HTMLElement) before.focus();
      }),
    [before],
  );
}
