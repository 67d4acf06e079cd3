'use client';

import type { AccessLevel, Collection, CollectionId, MediaQuery } from '@vitrine/schema';
import { useId, useState } from 'react';
import { useFindMessages } from '../i18n/use-find-messages.ts';
import { usePlaces } from '../places/use-places.ts';
import { useKit } from '../provider/use-kit.ts';
import { Dialog } from '../ui/Dialog.tsx';
import { ModalFoot } from '../ui/ModalFoot.tsx';
import { Select } from '../ui/Select.tsx';
import { TextArea } from '../ui/TextArea.tsx';
import { TextField } from '../ui/TextField.tsx';
import { idsBelowPlace } from './ids-below-place.ts';
import { SmartQueryField } from './SmartQueryField.tsx';
import { useCollectionChanges } from './use-collection-changes.ts';

export interface CollectionDialogProps {
  /** null makes a new one. */
  collection: Collection | null;
  /** Where a new one lies; null at the top. */
  parentId: CollectionId | null;
  onClose: () => void;
  onSaved: (collection: Collection) => void;
}

/** The server's own, of a collection that is given none. */
const FIRST_COLOR = '#3b82f6';
const USUAL = 'usual';
const TOP = 'top';

/** Title, description, color, place and level of a collection; of a smart one what it finds, too. */
export function CollectionDialog({ collection, parentId: above, onClose, onSaved }: CollectionDialogProps) {
  const m = useFindMessages();
  const { client } = useKit();
  const { isBusy, error, change, forget } = useCollectionChanges();
  const colorId = useId();
  const [title, setTitle] = useState(collection?.title ?? '');
  const [description, setDescription] = useState(collection?.description ?? '');
  const [color, setColor] = useState(collection?.color ?? FIRST_COLOR);
  const [parentId, setParentId] = useState<CollectionId | null>(collection ? collection.parentId : above);
  const [accessLevel, setAccessLevel] = useState<AccessLevel | typeof USUAL>(
    collection?.accessLevel ?? USUAL,
  );
  const [smartQuery, setSmartQuery] = useState<MediaQuery | null>(collection?.smartQuery ?? null);
  const entries = usePlaces();
  // Nowhere below itself.
  const within = collection ? idsBelowPlace(entries, collection.id) : new Set<string>();
  const places = entries.flatMap(({ place, label, depth }) =>
    place.kind === 'collection' && !within.has(place.id) ? [{ id: place.id, label, depth }] : [],
  );
  const isReady = title.trim() !== '' && !isBusy;
  const save = async () => {
    const values = {
      title: title.trim(),
      description,
      color,
      parentId,
      ...(accessLevel !== USUAL && { accessLevel }),
    };
    const { collections } = client.trpc;
    const { collectionId: _none, isDeep: _flat, offered: _all, ...query } = smartQuery ?? {};
    const saved = await change(
      () =>
        collection
          ? collections.update.mutate({
              id: collection.id,
              ...values,
              ...(smartQuery && { smartQuery: query }),
            })
          : collections.create.mutate(values),
      m.collectionSaved(values.title),
    );
    if (!saved) return;
    onSaved(saved);
    onClose();
  };
  const levels: { id: AccessLevel | typeof USUAL; label: string }[] = [
    ...(collection ? [] : [{ id: USUAL, label: m.collectionLevelUsual } as const]),
    { id: 'public', label: m.levelPublic },
    { id: 'members', label: m.levelMembers },
    { id: 'staff', label: m.levelStaff },
    { id: 'private', label: m.levelPrivate },
  ];
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={collection ? m.collectionEditTitle(collection.title) : m.collectionNew}
    >
      <form
        className="vt-modal-body vt-tag-form"
        onSubmit={(event) => {
          event.preventDefault();
          if (isReady) void save();
        }}
      >
        <TextField
          label={m.makeSmartName}
          value={title}
          onChange={(value) => {
            setTitle(value);
            forget();
          }}
          maxLength={255}
          isRequired
          autoFocus
          errorMessage={error ?? undefined}
        />
        {smartQuery && <SmartQueryField query={smartQuery} onChange={setSmartQuery} />}
        <TextArea label={m.tagDescription} value={description} onChange={setDescription} maxLength={10_000} />
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
          label={m.collectionParent}
          value={parentId ?? TOP}
          options={[
            { id: TOP, label: m.tagNoParent },
            ...places.map(({ id, label, depth }) => ({
              id: id as string,
              label: `${'\u2003'.repeat(depth)}${label}`,
            })),
          ]}
          onChange={(id) => setParentId(id === TOP ? null : (id as CollectionId))}
        />
        <Select
          isLabelVisible
          label={m.accessLevel}
          value={accessLevel}
          options={levels}
          onChange={setAccessLevel}
        />
      </form>
      <ModalFoot
        confirmLabel={m.tagSave}
        isDisabled={!isReady}
        onConfirm={() => void save()}
        onCancel={onClose}
      />
    </Dialog>
  );
}
