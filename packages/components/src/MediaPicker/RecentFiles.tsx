'use client';

import { isOffered, type MediaFile } from '@vitrine/schema';
import { useStore } from 'zustand';
import { useMediaFiles } from '../hooks/use-media-files.ts';
import { useMessages } from '../i18n/use-messages.ts';
import { MediaGrid } from '../MediaGrid/MediaGrid.tsx';
import { useKit } from '../provider/use-kit.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import type { PickerMainProps } from './PickerMain.tsx';

/** What this person chose lately, newest first. */
export function RecentFiles(props: PickerMainProps) {
  const { mediaTypes, mimeTypes, selection, multiple, onPick } = props;
  const m = useMessages();
  const { stores } = useKit();
  const ids = useStore(stores.recent, (state) => state.ids);
  const picks = useStore(selection, (state) => state.files);
  const { files, isLoading } = useMediaFiles(ids);
  const fits = (file: MediaFile) =>
    isOffered(file) &&
    (mediaTypes.length === 0 || mediaTypes.includes(file.kind)) &&
    (mimeTypes === undefined || mimeTypes.includes(file.mimeType));
  const shown = ids.flatMap((id) => files.get(id) ?? []).filter(fits);

  if (!isLoading && shown.length === 0) {
    return (
      <EmptyState picture="empty" title={m.recentEmptyTitle}>
        {m.recentEmptyText}
      </EmptyState>
    );
  }
  return (
    <MediaGrid
      files={shown}
      view="grid"
      label={m.recentFiles}
      selectionMode={multiple ? 'multiple' : 'single'}
      selectedIds={picks.map(({ id }) => id)}
      isOrdered={multiple}
      focusId={picks[0]?.id ?? null}
      hasMore={false}
      problemOf={props.problemOf}
      onFocusChange={props.onFocusFile}
      onOpen={props.onOpen}
      onConfirm={props.onConfirm}
      onSelectionChange={(chosen) => {
        const known = new Map([...picks, ...shown].map((file) => [file.id, file]));
        const next = chosen.flatMap((id) => known.get(id) ?? []);
        if (onPick && next[0]) onPick(next[0]);
        else selection.getState().set(next);
      }}
    />
  );
}
