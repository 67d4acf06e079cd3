'use client';

import type { MediaFile } from '@vitrine/schema';
import {
  ArrowDown,
  ArrowUp,
  Check,
  Download,
  Ellipsis,
  FolderInput,
  FolderPlus,
  Info,
  type LucideIcon,
  Pencil,
  Tag,
  Trash2,
  X,
} from 'lucide-react';
import { useFormat } from '../i18n/use-format.ts';
import { useWorkMessages } from '../i18n/use-work-messages.ts';
import { Button } from '../ui/Button.tsx';
import { classNames } from '../ui/class-names.ts';
import { IconButton } from '../ui/IconButton.tsx';
import { Menu, type MenuItem } from '../ui/Menu.tsx';
import { countOf, type WorkTarget } from '../work/work-target.ts';
import { useExport } from './use-export.ts';

export type BulkAct =
  | 'tags'
  | 'collections'
  | 'edit'
  | 'delete'
  | 'approve'
  | 'reject'
  /** Out of the collection that is shown, into another one. */
  | 'move'
  /** Within the order of the collection that is shown. */
  | 'earlier'
  | 'later';

/** What stands in the menu only. */
const rare = new Set<BulkAct>(['move', 'earlier', 'later']);

export interface BulkBarProps {
  target: WorkTarget;
  /** So many match and are not all chosen; null where there are no more. */
  offer: number | null;
  onWhole: () => void;
  acts: readonly BulkAct[];
  onAct: (act: BulkAct) => void;
  onClear: () => void;
  /** Shows one file where there is no pane beside the list. */
  onDetails: (file: MediaFile) => void;
}

/** What can be done with the chosen files. It floats over the end of the list, which leaves room to scroll past. */
export function BulkBar({ target, offer, onWhole, acts, onAct, onClear, onDetails }: BulkBarProps) {
  const m = useWorkMessages();
  const format = useFormat();
  const download = useExport();
  const number = format.number(countOf(target));
  const files = 'files' in target ? target.files : null;
  const only = files?.length === 1 ? files[0] : undefined;
  const all: Record<BulkAct, { label: string; icon: LucideIcon; isDanger?: boolean }> = {
    approve: { label: m.reviewApprove, icon: Check },
    reject: { label: m.reviewReject, icon: X },
    tags: { label: m.bulkTags, icon: Tag },
    collections: { label: m.facetCollection, icon: FolderPlus },
    edit: { label: m.bulkEdit, icon: Pencil },
    delete: { label: m.trash, icon: Trash2, isDanger: true },
    move: { label: m.moveToCollection, icon: FolderInput },
    earlier: { label: m.moveEarlier, icon: ArrowUp },
    later: { label: m.moveLater, icon: ArrowDown },
  };
  const items: MenuItem[] = [
    ...(only ? [{ id: 'details', label: m.detailsTitle, icon: Info }] : []),
    ...acts.map((id) => ({ id, ...all[id] })),
    ...(files && acts.length > 0 ? [{ id: 'zip', label: m.downloadZip, icon: Download }] : []),
  ];
  const often = acts.filter((act) => !rare.has(act));
  const extra = items.filter(({ id }) => rare.has(id as BulkAct));
  const act = (id: string) => {
    if (id === 'details' && only) onDetails(only);
    else if (id === 'zip') save();
    else onAct(id as BulkAct);
  };
  const save = () => files && void download({ mediaIds: files.map(({ id }) => id) });
  return (
    <div className="vt-bulk" role="toolbar" aria-label={m.selectionActions}>
      <span className="vt-strong" role="status">
        {files ? m.selectedShort(number) : m.matchingSelected(number)}
      </span>
      {offer !== null && (
        <Button variant="link" onPress={onWhole}>
          {m.selectMatching(format.number(offer))}
        </Button>
      )}
      <span className="vt-rule vt-wide-only" />
      {often.map((act) => {
        const { label, icon, isDanger } = all[act];
        return (
          <Button
            key={act}
            icon={icon}
            className={classNames(
              'vt-bulk-act',
              isDanger && 'vt-bad',
              (act === 'approve' || act === 'reject') && 'vt-bulk-act--main',
            )}
            onPress={() => onAct(act)}
          >
            <span className="vt-bulk-word">{label}</span>
          </Button>
        );
      })}
      {files && (
        <IconButton
          icon={Download}
          label={m.downloadZip}
          className={acts.length > 0 ? 'vt-bulk-zip' : undefined}
          onPress={save}
        />
      )}
      {items.length > 0 && (
        <Menu
          label={m.selectionActions}
          items={items}
          onAction={act}
          trigger={<IconButton icon={Ellipsis} label={m.bulkMore} className="vt-bulk-more" />}
        />
      )}
      {extra.length > 0 && (
        <Menu
          label={m.selectionActions}
          items={extra}
          onAction={act}
          trigger={<IconButton icon={Ellipsis} label={m.bulkMore} className="vt-bulk-extra" />}
        />
      )}
      <span className="vt-rule vt-wide-only" />
      <IconButton icon={X} label={m.clearSelection} onPress={onClear} />
    </div>
  );
}
