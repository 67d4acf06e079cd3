'use client';

import { isOffered, type MediaFile } from '@vitrine/schema';
import { Camera, ChevronDown, Upload, X } from 'lucide-react';
import { type RefObject, useEffect, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { useAnnounce } from '../hooks/use-announce.ts';
import { useMediaQuery } from '../hooks/use-media-query.ts';
import { useSession } from '../hooks/use-session.ts';
import { useFormat } from '../i18n/use-format.ts';
import { useMessages } from '../i18n/use-messages.ts';
import { DetailsPane } from '../MediaDetails/DetailsPane.tsx';
import { DetailsSheet } from '../MediaDetails/DetailsSheet.tsx';
import { mayUpload } from '../MediaDetails/may-change.ts';
import { BrowseButton } from '../MediaUpload/BrowseButton.tsx';
import { UploadDock } from '../MediaUpload/UploadDock.tsx';
import { UploadTarget } from '../MediaUpload/UploadTarget.tsx';
import { Places } from '../places/Places.tsx';
import { keyOfPlace, type Place } from '../places/place.ts';
import { SearchBox } from '../places/SearchBox.tsx';
import { usePlaces } from '../places/use-places.ts';
import { useKit } from '../provider/use-kit.ts';
import { Button } from '../ui/Button.tsx';
import { Icon } from '../ui/Icon.tsx';
import { IconButton } from '../ui/IconButton.tsx';
import { Menu } from '../ui/Menu.tsx';
import { useUploads } from '../upload/use-uploads.ts';
import type { MediaPickerProps } from './MediaPicker.tsx';
import { PickerFoot } from './PickerFoot.tsx';
import { PickerMain } from './PickerMain.tsx';
import { usePickerSelection } from './use-picker-selection.ts';

export type PickerContentProps = MediaPickerProps & {
  title: string;
  isBusyRef: RefObject<boolean>;
  onChoose: (files: readonly MediaFile[]) => void;
  onRequestClose: () => void;
};

/** The inside of an open picker: it lives from opening to closing. */
export function PickerContent(props: PickerContentProps) {
  const {
    multiple = false,
    confirm = multiple,
    mediaTypes = [],
    mimeTypes,
    onChoose,
    onRequestClose,
  } = props;
  const m = useMessages();
  const format = useFormat();
  const announce = useAnnounce();
  const { stores } = useKit();
  const session = useSession();
  const places = usePlaces();
  const store = usePickerSelection(props.value, multiple ? props.maxItems : 1);
  const picks = useStore(store, (state) => state.files);
  const [place, setPlace] = useState<Place>({ kind: 'all' });
  const [search, setSearch] = useState('');
  const [focused, setFocused] = useState<MediaFile | null>(null);
  const isPhone = useMediaQuery('(max-width: 599px)');
  const [isSheetOpen, setSheetOpen] = useState(false);

  const isDone = useRef(false);
  const choose = (files: readonly MediaFile[]) => {
    // Two uploads may end at once; a picker answers once.
    if (isDone.current) return;
    isDone.current = true;
    for (const file of files) stores.recent.getState().add(file.id);
    onChoose(files);
  };
  const takeUploaded = (file: MediaFile) => {
    if (props.problemOf?.(file)) return;
    // It waits for somebody's approval first.
    if (!isOffered(file)) return;
    if (!multiple && !confirm) choose([file]);
    else if (!multiple) store.getState().set([file]);
    else if (!store.getState().add(file)) announce(m.selectionRefused(format.number(props.maxItems ?? 0)));
  };
  const uploads = useUploads({
    mediaTypes,
    mimeTypes,
    maxBytes: props.maxBytes,
    namespace: props.namespace,
    collectionId: place.kind === 'collection' ? place.id : undefined,
    onUploaded: takeUploaded,
  });
  const canUpload = props.allowUpload !== false && mayUpload(session);

  useEffect(() => {
    props.isBusyRef.current = uploads.isBusy;
    return () => {
      props.isBusyRef.current = false;
    };
  }, [uploads.isBusy, props.isBusyRef]);

  const current = places.find((entry) => keyOfPlace(entry.place) === keyOfPlace(place));
  const placeName = current?.label ?? m.allFiles;
  const shown = focused ?? picks.at(-1) ?? null;

  return (
    <UploadTarget label={placeName} uploads={uploads} isDisabled={!canUpload} className="vt-dialog">
      <h2 className="vt-dialog-title">
        <span className="vt-clip">{props.title}</span>
        <Menu
          label={m.places}
          items={places.map((entry) => ({ id: keyOfPlace(entry.place), label: entry.label }))}
          onAction={(id) => {
            const chosen = places.find((entry) => keyOfPlace(entry.place) === id);
            if (chosen) setPlace(chosen.place);
          }}
          trigger={
            <Button className="vt-select vt-select--quiet vt-small-only">
              <span className="vt-clip">{placeName}</span>
              <Icon icon={ChevronDown} size="s" />
            </Button>
          }
        />
      </h2>
      <div className="vt-dialog-search">
        <SearchBox value={search} onSearch={setSearch} />
      </div>
      <div className="vt-dialog-actions">
        {canUpload && (
          <>
            <BrowseButton
              uploads={uploads}
              label={m.upload}
              icon={Upload}
              isSingle={!multiple}
              className="vt-dialog-upload"
            />
            {(mediaTypes.length === 0 || mediaTypes.includes('image')) && (
              <BrowseButton
                uploads={uploads}
                label={m.camera}
                icon={Camera}
                isIconOnly
                isCamera
                className="vt-phone-only"
              />
            )}
          </>
        )}
        <IconButton icon={X} label={m.close} onPress={onRequestClose} hasTooltip={false} />
      </div>
      <Places entries={places} value={place} onChange={setPlace} />
      <div className="vt-main">
        <PickerMain
          place={place}
          search={search}
          onSearchChange={setSearch}
          mediaTypes={mediaTypes}
          mimeTypes={mimeTypes}
          multiple={multiple}
          maxItems={props.maxItems}
          problemOf={props.problemOf}
          selection={store}
          onFocusFile={setFocused}
          onPick={confirm ? undefined : (file) => choose([file])}
          onConfirm={() => {
            const files = store.getState().files;
            if (files.length > 0) choose(files);
          }}
          onOpen={(file) => {
            setFocused(file);
            setSheetOpen(true);
          }}
          onClose={onRequestClose}
          uploads={canUpload ? uploads : null}
        />
        <UploadDock />
      </div>
      <DetailsPane
        className="vt-dialog-details"
        mediaId={shown?.id ?? null}
        known={shown}
        onDeleted={(id) => {
          store.getState().remove(id);
          setFocused(null);
        }}
      />
      {confirm && (
        <PickerFoot
          selection={store}
          max={multiple ? (props.maxItems ?? null) : null}
          isMultiple={multiple}
          onConfirm={() => choose(store.getState().files)}
          onCancel={onRequestClose}
          onShowDetails={shown ? () => setSheetOpen(true) : undefined}
        />
      )}
      <DetailsSheet onClose={() => setSheetOpen(false)}>
        {isSheetOpen && isPhone && shown ? (
          <DetailsPane mediaId={shown.id} known={shown} onClose={() => setSheetOpen(false)} />
        ) : null}
      </DetailsSheet>
    </UploadTarget>
  );
}
