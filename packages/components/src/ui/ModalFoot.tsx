'use client';

import type { ReactNode } from 'react';
import { useMessages } from '../i18n/use-messages.ts';
import { Button } from './Button.tsx';

export interface ModalFootProps {
  confirmLabel: string;
  onConfirm: () => void;
  /** What was filled in is not enough yet, or the deed is under way. */
  isDisabled?: boolean;
  /** The deed loses something. */
  isDanger?: boolean;
  cancelLabel?: string | undefined;
  onCancel: () => void;
  /** Which button has the focus when the dialog opens; none where something in its body has it. */
  focusOn?: 'cancel' | 'confirm';
  /** Other ways out, between the two. */
  children?: ReactNode;
}

/** The foot of a dialog that asks: the way back, then the deed. */
export function ModalFoot(props: ModalFootProps) {
  const { confirmLabel, onConfirm, isDisabled = false, isDanger, cancelLabel, onCancel, focusOn } = props;
  const messages = useMessages();
  return (
    <div className="vt-modal-foot">
      <Button variant="line" onPress={onCancel} autoFocus={focusOn === 'cancel'}>
        {cancelLabel ?? messages.cancel}
      </Button>
      {props.children}
      <Button
        variant={isDanger ? 'danger' : 'primary'}
        onPress={onConfirm}
        isDisabled={isDisabled}
        autoFocus={focusOn === 'confirm'}
      >
        {confirmLabel}
      </Button>
    </div>
  );
}
