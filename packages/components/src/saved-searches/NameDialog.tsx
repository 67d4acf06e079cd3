'use client';

import { type ReactNode, useState } from 'react';
import { Dialog } from '../ui/Dialog.tsx';
import { ModalFoot } from '../ui/ModalFoot.tsx';
import { TextField } from '../ui/TextField.tsx';

export interface NameDialogProps {
  title: string;
  label: string;
  confirmLabel: string;
  defaultName: string;
  maxLength: number;
  /** Does it; returns why it was refused, or null. */
  onSave: (name: string) => Promise<string | null>;
  onClose: () => void;
  children?: ReactNode;
}

/** Asks for a name, and shows why one was refused. */
export function NameDialog(props: NameDialogProps) {
  const [name, setName] = useState(props.defaultName);
  const [error, setError] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const isReady = name.trim() !== '' && !isBusy;
  const save = async () => {
    setBusy(true);
    const refused = await props.onSave(name.trim());
    setBusy(false);
    setError(refused);
    if (refused === null) props.onClose();
  };
  return (
    <Dialog isOpen onClose={props.onClose} title={props.title}>
      <form
        className="vt-modal-body vt-tag-form"
        onSubmit={(event) => {
          event.preventDefault();
          if (isReady) void save();
        }}
      >
        <TextField
          label={props.label}
          value={name}
          onChange={(value) => {
            setName(value);
            setError(null);
          }}
          maxLength={props.maxLength}
          isRequired
          autoFocus
          errorMessage={error ?? undefined}
        />
        {props.children}
      </form>
      <ModalFoot
        confirmLabel={props.confirmLabel}
        isDisabled={!isReady}
        onConfirm={() => void save()}
        onCancel={props.onClose}
      />
    </Dialog>
  );
}
