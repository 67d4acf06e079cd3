'use client';

import type { ReactNode } from 'react';
import { Heading } from 'react-aria-components';
import { Dialog } from './Dialog.tsx';
import { ModalFoot } from './ModalFoot.tsx';

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
      <ModalFoot
        confirmLabel={confirmLabel}
        isDanger={isDanger ?? false}
        isDisabled={isBusy ?? false}
        onConfirm={props.onConfirm}
        cancelLabel={cancelLabel}
        onCancel={props.onCancel}
        {...(!isDanger && { focusOn: 'confirm' as const })}
      />
    </Dialog>
  );
}
