'use client';

import type { MediaFile } from '@vitrine/schema';
import { ExternalLink, Info, Trash2 } from 'lucide-react';
import { useSession } from '../hooks/use-session.ts';
import { useWorkMessages } from '../i18n/use-work-messages.ts';
import { isFiltered } from '../MediaBrowser/browser-params.ts';
import { MediaBrowser, type MediaBrowserProps } from '../MediaBrowser/MediaBrowser.tsx';
import { mayChange } from '../MediaDetails/may-change.ts';
import type { Place } from '../places/place.ts';
import { useKit } from '../provider/use-kit.ts';
import { SearchActions } from '../saved-searches/SearchActions.tsx';
import type { Target } from './use-target.ts';

export interface LibraryBrowserProps
  extends Pick<MediaBrowserProps, 'mediaTypes' | 'defaultView' | 'onFocusFile' | 'emptyAction'>,
    Required<Pick<MediaBrowserProps, 'params' | 'onParamsChange'>> {
  place: Place;
  chosen: Target;
  onOpen: (file: MediaFile) => void;
  onDelete: (files: readonly MediaFile[]) => void;
  /** Of one file, whatever is chosen. */
  onDeleteOne: (file: MediaFile) => void;
}

/** The files of a place, with what the library page does with them. */
export function LibraryBrowser(props: LibraryBrowserProps) {
  const { place, chosen, onOpen, onDelete, onDeleteOne, ...browser } = props;
  const m = useWorkMessages();
  const { stores } = useKit();
  const session = useSession();
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
      rowMenu={(file) => [
        { id: 'details', label: m.detailsTitle, icon: Info },
        { id: 'open', label: m.openInTab, icon: ExternalLink },
        ...(mayChange(session, file)
          ? [{ id: 'delete', label: m.moveToTrash, icon: Trash2, isDanger: true }]
          : []),
      ]}
      onRowAction={(file, id) => {
        if (id === 'details') onOpen(file);
        if (id === 'open') window.open(file.url, '_blank', 'noreferrer');
        if (id === 'delete') onDeleteOne(file);
      }}
    />
  );
}
