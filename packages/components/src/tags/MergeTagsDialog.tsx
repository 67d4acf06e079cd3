'use client';

import type { Tag, TagId } from '@vitrine/schema';
import { useState } from 'react';
import { useFindMessages } from '../i18n/use-find-messages.ts';
import { useFormat } from '../i18n/use-format.ts';
import { useKit } from '../provider/use-kit.ts';
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx';
import { Select } from '../ui/Select.tsx';
import { useTagChanges } from './use-tag-changes.ts';

export interface MergeTagsDialogProps {
  /** Two or more. */
  tags: readonly Tag[];
  onClose: () => void;
  onMerged: (into: TagId) => void;
}

/** Several tags become one; says how many files that changes at most. */
export function MergeTagsDialog({ tags, onClose, onMerged }: MergeTagsDialogProps) {
  const m = useFindMessages();
  const format = useFormat();
  const { client } = useKit();
  const { isBusy, error, change } = useTagChanges();
  // The one that most files carry changes the fewest.
  const [intoId, setInto] = useState(
    () => tags.reduce((most, tag) => (tag.usageCount > most.usageCount ? tag : most)).id,
  );
  const into = tags.find(({ id }) => id === intoId) ?? tags[0];
  if (!into) return null;
  const others = tags.filter(({ id }) => id !== into.id);
  const files = others.reduce((sum, { usageCount }) => sum + usageCount, 0);
  const merge = async () => {
    const call = () => client.trpc.tags.merge.mutate({ ids: others.map(({ id }) => id), intoId: into.id });
    if (!(await change(call, m.tagMerged(into.name)))) return;
    onMerged(into.id);
    onClose();
  };
  return (
    <ConfirmDialog
      isOpen
      title={m.tagMergeTitle(format.number(tags.length))}
      confirmLabel={m.tagMerge}
      isBusy={isBusy}
      onConfirm={() => void merge()}
      onCancel={onClose}
    >
      <Select
        isLabelVisible
        label={m.tagMergeInto}
        value={into.id as string}
        options={tags.map(({ id, name }) => ({ id: id as string, label: name }))}
        onChange={(id) => setInto(id as TagId)}
      />
      <p>{m.tagMergeText(files, format.number(files), into.name)}</p>
      {error && (
        <p className="vt-bad" role="alert">
          {error}
        </p>
      )}
    </ConfirmDialog>
  );
}
