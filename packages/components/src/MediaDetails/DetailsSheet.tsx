'use client';

import type { MediaFile, MediaId } from '@vitrine/schema';
import { useMessages } from '../i18n/use-messages.ts';
import { Dialog } from '../ui/Dialog.tsx';
import { MediaDetails } from './MediaDetails.tsx';

export interface DetailsSheetProps {
  file: MediaFile | null;
  onClose: () => void;
  onDeleted?: (id: MediaId) => void;
}

/** The details where there is no room for a pane: a second sheet over the first. */
export function DetailsSheet({ file, onClose, onDeleted }: DetailsSheetProps) {
  const m = useMessages();
  return (
    <Dialog isOpen={file !== null} onClose={onClose} label={m.detailsTitle} className="vt-modal vt-sheet">
      {file && <MediaDetails mediaId={file.id} known={file} onClose={onClose} onDeleted={onDeleted} />}
    </Dialog>
  );
}
