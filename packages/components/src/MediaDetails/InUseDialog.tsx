'use client';

import type { MediaFile } from '@vitrine/schema';
import { Heading } from 'react-aria-components';
import { useFormat } from '../i18n/use-format.ts';
import { useMessages } from '../i18n/use-messages.ts';
import { Thumbnail } from '../MediaCard/Thumbnail.tsx';
import { trpc } from '../provider/trpc.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { UsesList } from './UsesList.tsx';

export interface InUseDialogProps {
  file: MediaFile;
  onClose: () => void;
}

/** Why a file can not be deleted: the pages that show it, each with its link. */
export function InUseDialog({ file, onClose }: InUseDialogProps) {
  const m = useMessages();
  const format = useFormat();
  // The refusal is newer than what was known of the uses before.
  const { data } = trpc.media.usage.useQuery({ id: file.id }, { staleTime: 0 });
  const uses = data?.usedIn ?? null;
  const count = uses?.length ?? file.referenceCount;
  return (
    <Dialog isOpen onClose={onClose} role="alertdialog">
      <div className="vt-modal-head vt-modal-head--pic">
        <Thumbnail file={file} size="small" />
        <div>
          <Heading slot="title" level={2}>
            {m.inUseTitle(file.title)}
          </Heading>
          {count > 0 && <p className="vt-quiet">{m.inUseText(count, format.number(count))}</p>}
        </div>
      </div>
      <UsesList uses={uses} />
      <div className="vt-modal-foot">
        <Button variant="primary" onPress={onClose} autoFocus>
          {m.keepIt}
        </Button>
      </div>
    </Dialog>
  );
}
