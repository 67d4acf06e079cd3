'use client';

import type { MediaFile } from '@vitrine/schema';
import { ArrowDown, ArrowUp, ExternalLink, FolderInput, FolderPlus, Info, Trash2 } from 'lucide-react';
import { useSession } from '../hooks/use-session.ts';
import { useWorkMessages } from '../i18n/use-work-messages.ts';
import { isFiltered } from '../MediaBrowser/browser-params.ts';
import { MediaBrowser, type MediaBrowserProps } from '../MediaBrowser/MediaBrowser.tsx';
import { mayChange, mayUpload } from '../MediaDetails/may-change.ts';
import type { Place } from '../places/place.ts';
import { useKit } from '../provider/use-kit.ts';
import { SearchActions } from '../saved-searches/SearchActions.tsx';
import type { BulkAct } from './BulkBar.tsx';
import type { Arranging } from './use-arranging.ts';
import type { Target } from './use-target.ts';

export interface LibraryBrowserProps
  extends Pick<MediaBrowserProps, 'mediaTypes' | 'defaultView' | 'onFocusFile' | 'emptyAction'>,
    Required<Pick<MediaBrowserProps, 'params' | 'onParamsChange'>> {
  place: Place;
  chosen: Target;
  onOpen: (file: MediaFile) => void;
  onDelete: (files: readonly MediaFile[]) => void;
  arranging: Arranging;
  /** Of one file, whatever is chosen. */
  onAct: (act: BulkAct, file: MediaFile) => void;
}

/** The files of a place, with what the library page does with them. */
export function LibraryBrowser(props: LibraryBrowserProps) {
  const { place, chosen, onOpen, onDelete, arranging, onAct, ...browser } = props;
  const m = useWorkMessages();
  const { stores } = useKit();
  const session = useSession();
  const canCollect = mayUpload(session);
  const isOfRights = place.kind === 'ending' || place.kind === 'ended';
  return (
    <MediaBrowser
      {...browser}
      collectionId={place.kind === 'collection' ? place.id : undefined}
      reviewStatus={place.kind === 'review' ? ['pending'] : undefined}
      {...(place.kind === 'review' && {
        emptyTitle: m.reviewQueueEmptyTitle,
        emptyText: m.reviewQueueEmptyText,
      })}
      rights={isOfRights ? place.kind : undefined}
      {...(isOfRights && { emptyTitle: m.rightsEmptyTitle, emptyText: m.rightsEmptyText })}
      onMatching={chosen.onMatching}
      whole={{ isOn: chosen.isWhole, onChange: chosen.setWhole }}
      multiple
      selection={stores.selection}
      selectionBehavior="replace"
      hideSearch
      toolbarEnd={isFiltered(props.params) && <SearchActions params={props.params} place={place} />}
      onOpen={onOpen}
      onDelete={onDelete}
      hasOrder={arranging.hasOrder}
      drag={arranging.drag}
      onNudge={arranging.onNudge}
      rowMenu={(file) => [
        { id: 'details', label: m.detailsTitle, icon: Info },
        { id: 'open', label: m.openInTab, icon: ExternalLink },
        ...(canCollect ? [{ id: 'collections', label: m.addToCollection, icon: FolderPlus }] : []),
        ...(canCollect && arranging.from !== null
          ? [{ id: 'move', label: m.moveToCollection, icon: FolderInput }]
          : []),
        ...(arranging.isSortable
          ? [
              { id: 'earlier', label: m.moveEarlier, icon: ArrowUp },
              { id: 'later', label: m.moveLater, icon: ArrowDown },
            ]
          : []),
        ...(mayChange(session, file)
          ? [{ id: 'delete', label: m.moveToTrash, icon: Trash2, isDanger: true }]
          : []),
      ]}
      onRowAction={(file, id) => {
        if (id === 'details') onOpen(file);
        else if (id === 'open') window.open(file.url, '_blank', 'noreferrer');
        else onAct(id as BulkAct, file);
      }}
    />
  );
}
