'use client';

import type { ReactNode } from 'react';
import { Heading } from 'react-aria-components';
import { useMessages } from '../i18n/use-messages.ts';
import { Button } from './Button.tsx';
import { Dialog } from './Dialog.tsx';

export interface ConfirmDialogProps {
  isOpen: boolean;
  /** The question, with the name of the thing. */
  title: string;
  /** What follows from it. */
  children?: ReactNode;
  /** The deed, never "OK" or "Yes". */
  confirmLabel: string;
  cancelLabel?: string;
  /** The deed loses something. */
  isDanger?: boolean;
  /** The deed is under way. */
  isBusy?: boolean;
  onConfirm: () => void;
  onCancel: () => void;
  /** A thumbnail before the title. */
  picture?: ReactNode;
}

export function ConfirmDialog(props: ConfirmDialogProps) {
  const { isOpen, title, children, confirmLabel, cancelLabel, isDanger, isBusy, picture } = props;
  const messages = useMessages();
  return (
    <Dialog isOpen={isOpen} onClose={props.onCancel} role="alertdialog">
      <div className={picture ? 'vt-modal-head vt-modal-head--pic' : 'vt-modal-head'}>
        {picture}
        <div>
          <Heading slot="title" level={2}>
            {title}
          </Heading>
          {children && <div className="vt-quiet">{children}</div>}
        </div>
      </div>
      <div className="vt-modal-foot">
        <Button variant="line" onPress={props.onCancel}>
          {cancelLabel ?? messages.cancel}
        </Button>
        <Button
          variant={isDanger ? 'danger' : 'primary'}
          onPress={props.onConfirm}
          isDisabled={isBusy ?? false}
          autoFocus={!isDanger}
        >
          {confirmLabel}
        </Button>
      </div>
    </Dialog>
  );
}
