'use client';

import { useFormat } from '../i18n/use-format.ts';
import { useMessages } from '../i18n/use-messages.ts';
import { Thumbnail } from '../MediaCard/Thumbnail.tsx';
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx';
import { InUseDialog } from './InUseDialog.tsx';
import { RefusedDeleteDialog } from './RefusedDeleteDialog.tsx';
import type { DeleteMedia } from './use-delete-media.ts';

export interface DeleteDialogsProps {
  deletion: DeleteMedia;
}

/** Asks before files go to the trash, and shows which pages hold those that can not. */
export function DeleteDialogs({ deletion }: DeleteDialogsProps) {
  const m = useMessages();
  const format = useFormat();
  const { asked, refused } = deletion;
  const [first] = asked;
  const [only] = refused;
  const isInUse = refused.length === 1 && only?.code === 'media.in-use';
  return (
    <>
      <ConfirmDialog
        isOpen={asked.length > 0}
        title={m.deleteTitle(
          asked.length,
          asked.length === 1 ? (first?.title ?? '') : format.number(asked.length),
        )}
        picture={first && asked.length === 1 ? <Thumbnail file={first} size="small" /> : undefined}
        confirmLabel={m.moveToTrash}
        isDanger
        isBusy={deletion.isBusy}
        onConfirm={() => void deletion.confirm()}
        onCancel={deletion.dismiss}
      >
        {m.deleteText}
      </ConfirmDialog>
      {isInUse && only && <InUseDialog file={only.file} onClose={deletion.dismiss} />}
      {refused.length > 0 && !isInUse && <RefusedDeleteDialog refused={refused} onClose={deletion.dismiss} />}
    </>
  );
}
