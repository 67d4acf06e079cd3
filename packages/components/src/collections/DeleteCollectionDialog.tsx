'use client';

import type { Collection } from '@vitrine/schema';
import { useFindMessages } from '../i18n/use-find-messages.ts';
import { useKit } from '../provider/use-kit.ts';
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx';
import { useCollectionChanges } from './use-collection-changes.ts';

export interface DeleteCollectionDialogProps {
  collection: Collection;
  onClose: () => void;
  onDeleted: () => void;
}

/** Asks before a collection ends. Its files stay. */
export function DeleteCollectionDialog({ collection, onClose, onDeleted }: DeleteCollectionDialogProps) {
  const m = useFindMessages();
  const { client } = useKit();
  const { isBusy, error, change } = useCollectionChanges();
  const { id, title } = collection;
  const remove = async () => {
    const done = await change(async () => {
      const gone = await client.trpc.collections.delete.mutate({ id });
      // First: what is gone is not asked for once more.
      onDeleted();
      return gone;
    }, m.collectionDeleted(title));
    if (done) onClose();
  };
  return (
    <ConfirmDialog
      isOpen
      title={m.collectionDeleteTitle(title)}
      confirmLabel={m.tagDelete}
      isDanger
      isBusy={isBusy}
      onConfirm={() => void remove()}
      onCancel={onClose}
    >
      <p>{m.collectionDeleteText}</p>
      {error && (
        <p className="vt-bad" role="alert">
          {error}
        </p>
      )}
    </ConfirmDialog>
  );
}
