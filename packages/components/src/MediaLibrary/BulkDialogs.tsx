'use client';

import type { CollectionId, MediaId } from '@vitrine/schema';
import { DeleteDialog } from '../impact/DeleteDialog.tsx';
import type { WorkTarget } from '../work/work-target.ts';
import type { BulkAct } from './BulkBar.tsx';
import { BulkCollections } from './BulkCollections.tsx';
import { BulkEdit } from './BulkEdit.tsx';
import { BulkMove } from './BulkMove.tsx';
import { BulkTags } from './BulkTags.tsx';
import { RejectDialog } from './RejectDialog.tsx';

/** What is about to be done, and to which files: they stay the same, whatever is chosen meanwhile. */
export interface BulkQuestion {
  act: BulkAct;
  target: WorkTarget;
  /** The collection that is shown, where files are moved out of it. */
  from?: CollectionId | undefined;
}

interface BulkDialogsProps {
  question: BulkQuestion | null;
  onClose: () => void;
  onDeleted: (ids: readonly MediaId[] | null) => void;
}

/** The dialog of what is about to be done to many files. */
export function BulkDialogs({ question, onClose, onDeleted }: BulkDialogsProps) {
  if (!question) return null;
  const { act, target, from } = question;
  switch (act) {
    case 'tags':
      return <BulkTags target={target} onClose={onClose} />;
    case 'collections':
      return <BulkCollections target={target} onClose={onClose} />;
    case 'edit':
      return <BulkEdit target={target} onClose={onClose} />;
    case 'reject':
      return <RejectDialog target={target} onClose={onClose} />;
    case 'delete':
      return <DeleteDialog target={target} onClose={onClose} onDeleted={onDeleted} />;
    case 'move':
      return from ? <BulkMove target={target} from={from} onClose={onClose} /> : null;
    case 'earlier':
    case 'later':
    case 'approve':
      return null;
  }
}
