'use client';

import { useState } from 'react';
import { Heading } from 'react-aria-components';
import { useFormat } from '../i18n/use-format.ts';
import { useWorkMessages } from '../i18n/use-work-messages.ts';
import { Thumbnail } from '../MediaCard/Thumbnail.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { ModalFoot } from '../ui/ModalFoot.tsx';
import { TextArea } from '../ui/TextArea.tsx';
import { ImpactFiles } from './ImpactFiles.tsx';
import type { FileImpact } from './use-impact.ts';

export interface ForceDialogProps {
  used: readonly FileImpact[];
  /** To the trash, where it goes on serving its pages, or for good. */
  deed: 'delete' | 'purge';
  isBusy?: boolean;
  /** Why the server refused even this. */
  failure?: string | undefined;
  onConfirm: (reason: string) => void;
  onClose: () => void;
}

/** What an admin sees before deleting files that pages use: those pages, and a reason to be written. */
export function ForceDialog(props: ForceDialogProps) {
  const { used, deed, isBusy = false, failure, onConfirm, onClose } = props;
  const m = useWorkMessages();
  const format = useFormat();
  const [reason, setReason] = useState('');
  const [first] = used;
  const isSingle = used.length === 1 && first !== undefined;
  return (
    <Dialog isOpen onClose={onClose} role="alertdialog" className="vt-modal--wide">
      <div className={isSingle ? 'vt-modal-head vt-modal-head--pic' : 'vt-modal-head'}>
        {isSingle && <Thumbnail file={first.file} size="small" />}
        <div>
          <Heading slot="title" level={2}>
            {isSingle ? m.forceTitle(first.file.title) : m.forceManyTitle(format.number(used.length))}
          </Heading>
          <p className="vt-quiet">{deed === 'delete' ? m.forceText : m.forcePurgeText}</p>
        </div>
      </div>
      <ImpactFiles used={used} total={used.length} />
      <div className="vt-modal-body vt-force-reason">
        <TextArea
          label={m.forceReason}
          description={m.forceReasonNote}
          value={reason}
          onChange={setReason}
          maxLength={1000}
          isRequired
          errorMessage={failure}
        />
      </div>
      <ModalFoot
        confirmLabel={deed === 'delete' ? m.deleteAnyway : m.deletePermanently}
        isDanger
        isDisabled={isBusy || reason.trim() === ''}
        onConfirm={() => onConfirm(reason.trim())}
        onCancel={onClose}
        focusOn="cancel"
      />
    </Dialog>
  );
}
