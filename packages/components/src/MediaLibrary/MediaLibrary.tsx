'use client';

import type { MediaFile, MediaId, MediaKind, TagNode } from '@vitrine/schema';
import { Upload } from 'lucide-react';
import { useRef, useState } from 'react';
import { CollectionActions } from '../collections/CollectionActions.tsx';
import { useContainerWidth } from '../hooks/use-box-size.ts';
import { useSession } from '../hooks/use-session.ts';
import { useWorkMessages } from '../i18n/use-work-messages.ts';
import { defaultParams } from '../MediaBrowser/browser-params.ts';
import { DetailsSheet } from '../MediaDetails/DetailsSheet.tsx';
import { MediaDetails } from '../MediaDetails/MediaDetails.tsx';
import { actsAsEditor, mayUpload } from '../MediaDetails/may-change.ts';
import { BrowseButton } from '../MediaUpload/BrowseButton.tsx';
import { UploadDock } from '../MediaUpload/UploadDock.tsx';
import { UploadTarget } from '../MediaUpload/UploadTarget.tsx';
import { keyOfPlace } from '../places/place.ts';
import { useCarePlaces } from '../places/use-care-places.ts';
import { usePlaces } from '../places/use-places.ts';
import { useKit } from '../provider/use-kit.ts';
import { classNames } from '../ui/class-names.ts';
import { Dialog } from '../ui/Dialog.tsx';
import { useUploads } from '../upload/use-uploads.ts';
import { useAdoptTasks } from '../work/use-adopt-tasks.ts';
import { WorkNotices } from '../work/WorkNotices.tsx';
import { WorkShell } from '../work/WorkScope.tsx';
import type { WorkTarget } from '../work/work-target.ts';
import { actsFor } from './acts-for.ts';
import { type BulkAct, BulkBar } from './BulkBar.tsx';
import { BulkDialogs, type BulkQuestion } from './BulkDialogs.tsx';
import { LibraryBrowser } from './LibraryBrowser.tsx';
import { LibraryFilters } from './LibraryFilters.tsx';
import { LibraryHead } from './LibraryHead.tsx';
import { isBrowsed, LibraryRoom } from './LibraryRoom.tsx';
import type { LibraryView } from './library-view.ts';
import { useArranging } from './use-arranging.ts';
import { useExport } from './use-export.ts';
import { useKeepFocus } from './use-keep-focus.ts';
import { useLibraryView } from './use-library-view.ts';
import { useReview } from './use-review.ts';
import { useTarget } from './use-target.ts';

export interface MediaLibraryProps {
  /** Must be the one of the provider's credential; the server refuses any other. */
  namespace?: string;
  /** Kinds that are shown; empty shows all. */
  mediaTypes?: readonly MediaKind[];
  /** Languages of the host's content, BCP 47, the most important first. */
  locales?: readonly string[];
  defaultView?: 'grid' | 'list';
  /** The heading; "Media" where it is missing. */
  title?: string;
  /** Where one looks and what is asked for there, held from outside: see `printLibraryView` and `readLibraryView`. */
  view?: LibraryView;
  onViewChange?: (view: LibraryView) => void;
}

/** Narrower than this the details are a sheet and the places lie behind a button, in px. */
const ROOMY = 900;

/** The page on which a library is kept: find, look, describe, delete, restore. It fills the box it is given. */
export function MediaLibrary(props: MediaLibraryProps) {
  return (
    <WorkShell>
      <Library {...props} />
    </WorkShell>
  );
}

function Library(props: MediaLibraryProps) {
  const { namespace, mediaTypes = [], locales, defaultView, title, view, onViewChange } = props;
  const m = useWorkMessages();
  const { stores } = useKit();
  const session = useSession();
  const box = useRef<HTMLDivElement>(null);
  const isRoomy = useContainerWidth(box) >= ROOMY;
  const isEditor = actsAsEditor(session);
  const places = [...usePlaces({ withTrash: true, withRooms: isEditor }), ...useCarePlaces(isEditor)];
  const [shown, setShown] = useState<MediaFile | null>(null);
  const [isPaneOpen, setPaneOpen] = useState(true);
  const [isSheetOpen, setSheetOpen] = useState(false);
  const [isFiltering, setFiltering] = useState(false);
  const [isDockShown, setDockShown] = useState(true);
  const [question, setQuestion] = useState<BulkQuestion | null>(null);
  const chosen = useTarget();
  const { place, params, go, setParams, searchFor } = useLibraryView({
    view,
    onViewChange,
    onLeave: () => {
      chosen.clear();
      setShown(null);
      setFiltering(false);
    },
  });
  const arranging = useArranging({ place, params, chosen, session });
  const { approve } = useReview();
  const keepFocus = useKeepFocus(box);
  useAdoptTasks();

  const uploads = useUploads({
    mediaTypes,
    namespace,
    collectionId: place.kind === 'collection' ? place.id : undefined,
  });
  const canUpload = mayUpload(session) && isBrowsed(place);
  const forget = (ids: readonly MediaId[]) => {
    for (const id of ids) stores.selection.getState().remove(id);
    setShown((file) => (file && ids.includes(file.id) ? null : file));
    setSheetOpen(false);
  };
  const askDelete = (files: readonly MediaFile[]) =>
    setQuestion({ act: 'delete', target: chosen.isWhole && chosen.target ? chosen.target : { files } });
  const ask = (act: BulkAct, target: WorkTarget) => {
    if (act === 'approve') void approve(target).then(chosen.clear).then(keepFocus);
    else if (act !== 'earlier' && act !== 'later')
      setQuestion({ act, target, from: arranging.from ?? undefined });
    else if ('files' in target)
      arranging.nudge(
        target.files.map(({ id }) => id),
        act === 'earlier' ? -1 : 1,
      );
  };
  const download = useExport();
  const open = (file: MediaFile) => {
    setShown(file);
    setPaneOpen(true);
    setSheetOpen(true);
  };

  const placeName =
    places.find((entry) => keyOfPlace(entry.place) === keyOfPlace(place))?.label ?? m.allFiles;
  const isPaneShown =
    isRoomy &&
    isPaneOpen &&
    shown !== null &&
    (isBrowsed(place) || place.kind === 'duplicates' || place.kind === 'stats');
  const filters = (
    <LibraryFilters {...{ places, place, params }} onPlace={go} onParams={setParams} drop={arranging.drop} />
  );
  const showTag = ({ id, name }: TagNode) =>
    go({ kind: 'all' }, { ...defaultParams, filters: { tagIds: [id] }, names: { [id]: name } });

  return (
    <div className="vt-library-box" ref={box}>
      <UploadTarget
        label={place.kind === 'collection' ? placeName : m.mediaLibrary}
        uploads={uploads}
        isDisabled={!canUpload}
        isPageTarget
        className={classNames('vt-library', isPaneShown && 'vt-library--details')}
      >
        <LibraryHead
          title={title ?? m.mediaLibrary}
          search={params.search}
          onSearch={searchFor}
          filterCount={place.kind === 'all' ? 0 : 1}
          onFilters={() => setFiltering(true)}
          uploads={canUpload ? uploads : null}
          onToggleDock={() => setDockShown(!isDockShown)}
          actions={place.kind === 'collection' && <CollectionActions id={place.id} onPlace={go} />}
          onExport={place.kind === 'collection' ? () => void download({ collectionId: place.id }) : null}
        />
        {isRoomy && <div className="vt-facets">{filters}</div>}
        <div className="vt-main">
          {isBrowsed(place) ? (
            <LibraryBrowser
              mediaTypes={mediaTypes}
              place={place}
              params={params}
              onParamsChange={setParams}
              chosen={chosen}
              defaultView={defaultView}
              onFocusFile={setShown}
              onOpen={open}
              onDelete={askDelete}
              arranging={arranging}
              onAct={(act, file) => ask(act, { files: [file] })}
              emptyAction={
                canUpload && (
                  <BrowseButton uploads={uploads} label={m.uploadFiles} icon={Upload} variant="primary" />
                )
              }
            />
          ) : (
            <LibraryRoom
              place={place}
              search={params.search}
              onShowTag={showTag}
              onOpen={open}
              onShow={(next) => go({ kind: 'all' }, next)}
            />
          )}
          {chosen.target && isBrowsed(place) && (
            <BulkBar
              target={chosen.target}
              offer={chosen.offer}
              onWhole={() => chosen.setWhole(true)}
              acts={actsFor(session, chosen.target, place, arranging)}
              onAct={(act) => chosen.target && ask(act, chosen.target)}
              onClear={() => {
                chosen.clear();
                keepFocus();
              }}
              onDetails={open}
            />
          )}
          <WorkNotices />
          {isDockShown && <UploadDock />}
        </div>
        {isPaneShown && (
          <MediaDetails
            className="vt-library-details"
            mediaId={shown.id}
            known={shown}
            locales={locales}
            onDeleted={(id) => forget([id])}
            onShow={setShown}
            onClose={() => setPaneOpen(false)}
          />
        )}
        <DetailsSheet onClose={() => setSheetOpen(false)}>
          {isSheetOpen && !isRoomy && shown ? (
            <MediaDetails
              mediaId={shown.id}
              known={shown}
              onClose={() => setSheetOpen(false)}
              onShow={setShown}
              onDeleted={(id) => forget([id])}
            />
          ) : null}
        </DetailsSheet>
        <Dialog isOpen={isFiltering && !isRoomy} onClose={() => setFiltering(false)} title={m.filters}>
          <div className="vt-facets">{filters}</div>
        </Dialog>
        <BulkDialogs
          question={question}
          onClose={() => {
            setQuestion(null);
            keepFocus();
          }}
          onDeleted={(ids) => {
            if (ids === null) chosen.clear();
            else forget(ids);
            keepFocus();
          }}
        />
      </UploadTarget>
    </div>
  );
}
