'use client';

import type { MediaFile, MediaId, MediaKind } from '@vitrine/schema';
import { useRef, useState } from 'react';
import { useMessages } from '../i18n/use-messages.ts';
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { PickerContent } from './PickerContent.tsx';

/** A file, what a field stores of one, or its id alone. */
export type PickedMedia = MediaId | Pick<MediaFile, 'id'> | { mediaId: MediaId };

interface PickerOptions {
  isOpen: boolean;
  /** Escape, Cancel, the close button, the backdrop; also after a choice. */
  onClose: () => void;
  /** Kinds that may be chosen; empty lets all. */
  mediaTypes?: readonly MediaKind[];
  /** MIME types that may be chosen, where kinds are too coarse. */
  mimeTypes?: readonly string[];
  /** Must be the one of the provider's credential; the server refuses any other. */
  namespace?: string;
  /** Default true. Who may not upload never sees it. */
  allowUpload?: boolean;
  /** Bytes of a file that is uploaded here, where less is wanted than the library takes. */
  maxBytes?: number;
  /** What is chosen now: the picker opens there. */
  value?: PickedMedia | readonly PickedMedia[] | null;
  /** Says why a file does not fit, or null: it is shown and can not be chosen. */
  problemOf?: (file: MediaFile) => string | null;
  /** Names the dialog; "Choose media" where it is missing. */
  title?: string;
}

export type MediaPickerProps = PickerOptions &
  (
    | {
        multiple?: false;
        maxItems?: never;
        /** A click only marks, so that the details can be read before. */
        confirm?: boolean;
        onSelect: (file: MediaFile) => void;
      }
    | {
        multiple: true;
        /** More are refused, with the reason. */
        maxItems?: number;
        confirm?: boolean;
        /** In the order in which they were chosen. */
        onSelect: (files: MediaFile[]) => void;
      }
  );

/** A dialog to choose from the library, or to upload into it. Asks the server nothing while it is closed. */
export function MediaPicker(props: MediaPickerProps) {
  const { isOpen, onClose, multiple } = props;
  const m = useMessages();
  const [isAsking, setAsking] = useState(false);
  // Told by the content: whether files are still on their way from here.
  const isBusy = useRef(false);
  const title = props.title ?? m.chooseMedia;

  const close = () => {
    setAsking(false);
    onClose();
  };
  const requestClose = () => {
    if (isBusy.current) setAsking(true);
    else close();
  };
  const choose = (files: readonly MediaFile[]) => {
    if (multiple) props.onSelect([...files]);
    else if (files[0]) props.onSelect(files[0]);
    close();
  };

  return (
    <Dialog isOpen={isOpen} onClose={requestClose} label={title} size="full" className="vt-dialog-box">
      <PickerContent
        {...props}
        title={title}
        isBusyRef={isBusy}
        onChoose={choose}
        onRequestClose={requestClose}
      />
      <ConfirmDialog
        isOpen={isAsking}
        title={m.leaveUploadsTitle}
        confirmLabel={m.leaveUploadsConfirm}
        cancelLabel={m.leaveUploadsStay}
        onConfirm={close}
        onCancel={() => setAsking(false)}
      >
        {m.leaveUploadsText}
      </ConfirmDialog>
    </Dialog>
  );
}
