'use client';

import type { MediaFile } from '@vitrine/schema';
import { useState } from 'react';
import { Heading } from 'react-aria-components';
import { useMessages } from '../i18n/use-messages.ts';
import { Thumbnail } from '../MediaCard/Thumbnail.tsx';
import { trpc } from '../provider/trpc.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { TextArea } from '../ui/TextArea.tsx';
import { UsesList } from './UsesList.tsx';

export interface ForceDialogProps {
  file: MediaFile;
  /** To the trash, where it goes on serving its pages, or for good. */
  deed: 'delete' | 'purge';
  isBusy: boolean;
  /** Why the server refused even this. */
  failure?: string | undefined;
  onConfirm: (reason: string) => void;
  onClose: () => void;
}

/** What an admin sees before deleting a file that pages use: those pages, and a reason to be written. */
export function ForceDialog(props: ForceDialogProps) {
  const { file, deed, isBusy, failure, onConfirm, onClose } = props;
  const m = useMessages();
  const [reason, setReason] = useState('');
  const { data } = trpc.media.usage.useQuery({ id: file.id }, { staleTime: 0 });
  return (
    <Dialog isOpen onClose={onClose} role="alertdialog">
      <div className="vt-modal-head vt-modal-head--pic">
        <Thumbnail file={file} size="small" />
        <div>
          <Heading slot="title" level={2}>
            {m.forceTitle(file.title)}
          </Heading>
          <p className="vt-quiet">{deed === 'delete' ? m.forceText : m.forcePurgeText}</p>
        </div>
      </div>
      <UsesList uses={data?.usedIn ?? null} />
      <div className="vt-modal-body">
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
      <div className="vt-modal-foot">
        <Button variant="line" onPress={onClose} autoFocus>
          {m.cancel}
        </Button>
        <Button
          variant="danger"
          isDisabled={isBusy || reason.trim() === ''}
          onPress={() => onConfirm(reason.trim())}
        >
          {deed === 'delete' ? m.deleteAnyway : m.deletePermanently}
        </Button>
      </div>
    </Dialog>
  );
}
