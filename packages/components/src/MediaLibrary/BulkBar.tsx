'use client';

import type { MediaFile, Session } from '@vitrine/schema';
import { Download, Ellipsis, FolderPlus, Info, Trash2, X } from 'lucide-react';
import { useStore } from 'zustand';
import { useAnnounce } from '../hooks/use-announce.ts';
import { useFormat } from '../i18n/use-format.ts';
import { useMessages } from '../i18n/use-messages.ts';
import { mayChange } from '../MediaDetails/may-change.ts';
import { toKitError } from '../provider/kit-error.ts';
import { libraryKeys } from '../provider/library-keys.ts';
import { trpc } from '../provider/trpc.ts';
import { useKit } from '../provider/use-kit.ts';
import type { SelectionStore } from '../store/selection-store.ts';
import { Button } from '../ui/Button.tsx';
import { IconButton } from '../ui/IconButton.tsx';
import { Menu, type MenuItem } from '../ui/Menu.tsx';
import { useExport } from './use-export.ts';

export interface BulkBarProps {
  selection: SelectionStore;
  session: Session | null;
  onDelete: (files: readonly MediaFile[]) => void;
  /** Shows one file where there is no pane beside the list. */
  onDetails: (file: MediaFile) => void;
}

/** What can be done with the chosen files. It floats over the end of the list, which leaves room to scroll past. */
export function BulkBar({ selection, session, onDelete, onDetails }: BulkBarProps) {
  const m = useMessages();
  const format = useFormat();
  const announce = useAnnounce();
  const { client, queryClient } = useKit();
  const { files, clear } = useStore(selection);
  const download = useExport();
  const { data: collections = [] } = trpc.collections.list.useQuery({});
  const only = files.length === 1 ? files[0] : undefined;
  const canChange = files.every((file) => mayChange(session, file));
  const count = m.selectedShort(format.number(files.length));

  const addTo = async (key: string) => {
    const collection = collections.find(({ id }) => id === key);
    if (!collection) return;
    try {
      await client.trpc.collections.addItems.mutate({
        id: collection.id,
        mediaIds: files.map(({ id }) => id),
      });
      announce(m.announceCollected(files.length, format.number(files.length), collection.title));
      const stale = [libraryKeys.collections, libraryKeys.lists, libraryKeys.one];
      await Promise.all(stale.map((queryKey) => queryClient.invalidateQueries({ queryKey })));
    } catch (error) {
      announce(toKitError(error).message);
    }
  };
  const targets: MenuItem[] = collections.map(({ id, title }) => ({ id, label: title }));

  return (
    <div className="vt-bulk" role="toolbar" aria-label={m.selectionActions}>
      <span className="vt-strong" role="status">
        {count}
      </span>
      <span className="vt-rule vt-wide-only" />
      <IconButton
        icon={Download}
        label={m.downloadZip}
        onPress={() => void download({ mediaIds: files.map(({ id }) => id) })}
      />
      {canChange && (
        <>
          {targets.length > 0 && (
            <Menu
              label={m.facetCollection}
              items={targets}
              onAction={(id) => void addTo(id)}
              trigger={
                <Button icon={FolderPlus} className="vt-wide-only">
                  {m.facetCollection}
                </Button>
              }
            />
          )}
          <Button icon={Trash2} className="vt-bad vt-wide-only" onPress={() => onDelete(files)}>
            {m.trash}
          </Button>
          <span className="vt-rule vt-wide-only" />
          <Menu
            label={m.selectionActions}
            items={[
              ...(only ? [{ id: 'details', label: m.detailsTitle, icon: Info }] : []),
              ...targets.map(({ id, label }) => ({ id, label, icon: FolderPlus })),
              { id: 'trash', label: m.moveToTrash, icon: Trash2, isDanger: true },
            ]}
            onAction={(id) => {
              if (id === 'details' && only) onDetails(only);
              else if (id === 'trash') onDelete(files);
              else void addTo(id);
            }}
            trigger={<IconButton icon={Ellipsis} label={m.selectionActions} className="vt-phone-only" />}
          />
        </>
      )}
      <IconButton icon={X} label={m.clearSelection} onPress={clear} />
    </div>
  );
}
