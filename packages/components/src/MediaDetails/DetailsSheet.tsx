'use client';

import type { ReactNode } from 'react';
import { useMessages } from '../i18n/use-messages.ts';
import { Dialog } from '../ui/Dialog.tsx';

export interface DetailsSheetProps {
  /** The details of a file; null closes it. */
  children: ReactNode;
  onClose: () => void;
}

/** The details where there is no room for a pane: a second sheet over the first. */
export function DetailsSheet({ children, onClose }: DetailsSheetProps) {
  const m = useMessages();
  return (
    <Dialog isOpen={children !== null} onClose={onClose} label={m.detailsTitle} className="vt-modal vt-sheet">
      {children}
    </Dialog>
  );
}
