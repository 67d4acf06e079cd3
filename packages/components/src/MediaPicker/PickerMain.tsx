'use client';

import type { MediaFile, MediaKind } from '@vitrine/schema';
import { Upload } from 'lucide-react';
import type { KeyboardEvent } from 'react';
import { useMessages } from '../i18n/use-messages.ts';
import { MediaBrowser } from '../MediaBrowser/MediaBrowser.tsx';
import { BrowseButton } from '../MediaUpload/BrowseButton.tsx';
import type { Place } from '../places/place.ts';
import type { SelectionStore } from '../store/selection-store.ts';
import type { Uploads } from '../upload/use-uploads.ts';
import { RecentFiles } from './RecentFiles.tsx';

export interface PickerMainProps {
  place: Place;
  search: string;
  onSearchChange: (search: string) => void;
  mediaTypes: readonly MediaKind[];
  mimeTypes: readonly string[] | undefined;
  multiple: boolean;
  maxItems: number | undefined;
  problemOf: ((file: MediaFile) => string | null) | undefined;
  selection: SelectionStore;
  onFocusFile: (file: MediaFile | null) => void;
  /** A click chooses at once; undefined where it only marks. */
  onPick: ((file: MediaFile) => void) | undefined;
  onConfirm: () => void;
  onOpen: (file: MediaFile) => void;
  onClose: () => void;
  uploads: Uploads | null;
}

/** The middle pane, with the keys that belong to choosing. */
export function PickerMain(props: PickerMainProps) {
  const { place, selection, multiple, uploads } = props;
  const m = useMessages();

  const keys = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      props.onConfirm();
    }
    // The first Escape gives up the picks, the second the dialog.
    if (
      event.key === 'Escape' &&
      !event.defaultPrevented &&
      multiple &&
      selection.getState().files.length > 0
    ) {
      event.stopPropagation();
      selection.getState().clear();
    }
  };

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: listens to keys of the grid inside
    <div className="vt-picker-main" onKeyDown={keys}>
      {place.kind === 'recent' && props.search === '' ? (
        <RecentFiles {...props} />
      ) : (
        <MediaBrowser
          mediaTypes={props.mediaTypes}
          mimeTypes={props.mimeTypes}
          collectionId={place.kind === 'collection' ? place.id : undefined}
          offered
          multiple={multiple}
          maxItems={props.maxItems}
          selection={selection}
          onSelect={props.onPick}
          onFocusFile={props.onFocusFile}
          onOpen={props.onOpen}
          onConfirm={props.onConfirm}
          problemOf={props.problemOf}
          search={props.search}
          onSearchChange={props.onSearchChange}
          hideSearch
          emptyAction={
            uploads && (
              <BrowseButton uploads={uploads} label={m.uploadFiles} icon={Upload} variant="primary" />
            )
          }
        />
      )}
    </div>
  );
}
