'use client';

import type { CollectionId } from '@vitrine/schema';
import { useState } from 'react';
import { useFormat } from '../i18n/use-format.ts';
import { useWorkMessages } from '../i18n/use-work-messages.ts';
import { usePlaces } from '../places/use-places.ts';
import { Dialog } from '../ui/Dialog.tsx';
import { ModalFoot } from '../ui/ModalFoot.tsx';
import { TextField } from '../ui/TextField.tsx';
import { useCollect } from '../work/use-collect.ts';
import { countOf, type WorkTarget } from '../work/work-target.ts';

export interface BulkMoveProps {
  target: WorkTarget;
  /** The collection that they leave. */
  from: CollectionId;
  onClose: () => void;
}

/** Takes files out of one collection and puts them into another one. */
export function BulkMove({ target, from, onClose }: BulkMoveProps) {
  const m = useWorkMessages();
  const format = useFormat();
  const collect = useCollect();
  const [search, setSearch] = useState('');
  const [to, setTo] = useState<CollectionId | null>(null);
  const collections = usePlaces().flatMap(({ place, label, depth, isSmart }) =>
    place.kind === 'collection' && !isSmart ? [{ id: place.id, label, depth }] : [],
  );
  const word = search.trim().toLowerCase();
  const choices = collections.filter(({ id, label }) => id !== from && label.toLowerCase().includes(word));
  const total = countOf(target);
  const move = () => {
    if (to === null) return;
    onClose();
    collect(target, to, from);
  };
  return (
    <Dialog isOpen onClose={onClose} title={m.moveTitle(total, format.number(total))}>
      <form
        className="vt-choice-find"
        onSubmit={(event) => {
          event.preventDefault();
          const [only] = choices;
          // Enter takes the one that is left; a second one moves.
          if (to !== null) move();
          else if (choices.length === 1 && only) setTo(only.id);
        }}
      >
        <TextField
          label={m.bulkFindCollection}
          isLabelHidden
          placeholder={m.bulkFindCollection}
          value={search}
          onChange={setSearch}
          maxLength={100}
          autoFocus
        />
        <p className="vt-note">{m.moveText(collections.find(({ id }) => id === from)?.label ?? '')}</p>
      </form>
      <ul className="vt-choices">
        {choices.map(({ id, label, depth }) => (
          <li key={id} style={{ paddingInlineStart: `${word === '' ? depth * 16 : 0}px` }}>
            <label className="vt-option">
              <input type="radio" name="move-to" checked={id === to} onChange={() => setTo(id)} />
              <span className="vt-clip" dir="auto">
                {label}
              </span>
            </label>
          </li>
        ))}
        {choices.length === 0 && <li className="vt-choices-none vt-faint">{m.moveNone}</li>}
      </ul>
      <ModalFoot confirmLabel={m.moveDo} isDisabled={to === null} onConfirm={move} onCancel={onClose} />
    </Dialog>
  );
}
