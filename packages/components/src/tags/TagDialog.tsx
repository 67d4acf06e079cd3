'use client';

import type { TagId, TagNode } from '@vitrine/schema';
import { useId, useState } from 'react';
import { useFindMessages } from '../i18n/use-find-messages.ts';
import { useKit } from '../provider/use-kit.ts';
import { Dialog } from '../ui/Dialog.tsx';
import { ModalFoot } from '../ui/ModalFoot.tsx';
import { Select } from '../ui/Select.tsx';
import { TextArea } from '../ui/TextArea.tsx';
import { TextField } from '../ui/TextField.tsx';
import { flatten, idsWithin } from './tag-nodes.ts';
import { useTagChanges } from './use-tag-changes.ts';

export interface TagDialogProps {
  /** null makes a new one. */
  tag: TagNode | null;
  tree: readonly TagNode[];
  onClose: () => void;
}

const FIRST_COLOR = '#7a7d82';
const TOP = 'top';

/** Name, color, description and place of a tag. */
export function TagDialog({ tag, tree, onClose }: TagDialogProps) {
  const m = useFindMessages();
  const { client } = useKit();
  const { isBusy, error, change, forget } = useTagChanges();
  const colorId = useId();
  const [name, setName] = useState(tag?.name ?? '');
  const [description, setDescription] = useState(tag?.description ?? '');
  const [color, setColor] = useState(tag?.color ?? FIRST_COLOR);
  const [parentId, setParentId] = useState<TagId | null>(tag?.parentId ?? null);
  const within = tag ? idsWithin(tag) : new Set<TagId>();
  const places = flatten(tree).filter((entry) => !within.has(entry.tag.id));
  const save = async () => {
    const values = { name: name.trim(), description, color, parentId };
    const { tags } = client.trpc;
    const isDone = await change(
      () => (tag ? tags.update.mutate({ id: tag.id, ...values }) : tags.create.mutate(values)),
      m.tagSaved(values.name),
    );
    if (isDone) onClose();
  };
  return (
    <Dialog isOpen onClose={onClose} title={tag ? m.tagEditTitle(tag.name) : m.tagNew}>
      <form
        className="vt-modal-body vt-tag-form"
        onSubmit={(event) => {
          event.preventDefault();
          if (name.trim() !== '' && !isBusy) void save();
        }}
      >
        <TextField
          label={m.tagName}
          value={name}
          onChange={(value) => {
            setName(value);
            forget();
          }}
          maxLength={100}
          isRequired
          autoFocus
          errorMessage={error ?? undefined}
        />
        <TextArea label={m.tagDescription} value={description} onChange={setDescription} maxLength={2000} />
        <div className="vt-field">
          <label className="vt-label" htmlFor={colorId}>
            {m.tagColor}
          </label>
          <input
            id={colorId}
            type="color"
            className="vt-color"
            value={color}
            onChange={(event) => setColor(event.target.value)}
          />
        </div>
        <Select
          isLabelVisible
          label={m.tagParent}
          value={parentId ?? TOP}
          options={[
            { id: TOP, label: m.tagNoParent },
            ...places.map((entry) => ({
              id: entry.tag.id,
              label: `${'\u2003'.repeat(entry.depth)}${entry.tag.name}`,
            })),
          ]}
          onChange={(id) => setParentId(id === TOP ? null : (id as TagId))}
        />
      </form>
      <ModalFoot
        confirmLabel={m.tagSave}
        isDisabled={name.trim() === '' || isBusy}
        onConfirm={() => void save()}
        onCancel={onClose}
      />
    </Dialog>
  );
}
