'use client';

import { useKit } from '../provider/use-kit.ts';

/** Says a text to screen readers, also while a dialog is open. */
export function useAnnounce(): (text: string) => void {
  return useKit().announce;
}
