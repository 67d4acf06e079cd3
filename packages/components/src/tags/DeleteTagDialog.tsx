'use client';

import type { Tag, TagId } from '@vitrine/schema';
import { useState } from 'react';
import { useFindMessages } from '../i18n/use-find-messages.ts';
import { useFormat } from '../i18n/use-format.ts';
import { useKit } from '../provider/use-kit.ts';
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx';
import { Select } from '../ui/Select.tsx';
import { useTagChanges } from './use-tag-changes.ts';

export interface DeleteTagDialogProps {
  tag: Tag;
  all: readonly Tag[];
  onClose: () => void;
}

const NONE = 'none';

/** Says how many files lose it, and lets another tag take its place. */
export function DeleteTagDialog({ tag, all, onClose }: DeleteTagDialogProps) {
  const m = useFindMessages();
  const format = useFormat();
  const { client } = useKit();
  const { isBusy, error, change } = useTagChanges();
  const [reassignTo, setReassignTo] = useState<TagId | null>(null);
  const others = all.filter(({ id }) => id !== tag.id);
  const remove = async () => {
    const call = () =>
      client.trpc.tags.delete.mutate({ id: tag.id, ...(reassignTo && { reassignToId: reassignTo }) });
    if (await change(call, m.tagDeleted(tag.name))) onClose();
  };
  return (
    <ConfirmDialog
      isOpen
      title={m.tagDeleteTitle(tag.name)}
      confirmLabel={m.tagDelete}
      isDanger
      isBusy={isBusy}
      onConfirm={() => void remove()}
      onCancel={onClose}
    >
      <p>{m.tagDeleteText(tag.usageCount, format.number(tag.usageCount))}</p>
      {tag.usageCount > 0 && others.length > 0 && (
        <Select
          isLabelVisible
          label={m.tagReassign}
          value={reassignTo ?? NONE}
          options={[
            { id: NONE, label: m.tagReassignNone },
            ...others.map(({ id, name }) => ({ id: id as string, label: name })),
          ]}
          onChange={(id) => setReassignTo(id === NONE ? null : (id as TagId))}
        />
      )}
      {error && (
        <p className="vt-bad" role="alert">
          {error}
        </p>
      )}
    </ConfirmDialog>
  );
}
