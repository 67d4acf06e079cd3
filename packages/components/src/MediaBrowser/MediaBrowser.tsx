'use client';

import type { CollectionId, MediaFile, MediaKind, MediaRights, ReviewStatus, TagId } from '@vitrine/schema';
import { type ReactNode, useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { describeFilters } from '../filters/describe-filters.ts';
import { FilterButton } from '../filters/FilterButton.tsx';
import { useFilterNames } from '../filters/use-filter-names.ts';
import { useMediaList } from '../hooks/use-media-list.ts';
import { useOnline } from '../hooks/use-online.ts';
import { useFormat } from '../i18n/use-format.ts';
import { useMessages } from '../i18n/use-messages.ts';
import type { MediaGridProps } from '../MediaGrid/media-grid-props.ts';
import { useKit } from '../provider/use-kit.ts';
import type { SelectionStore } from '../store/selection-store.ts';
import type { UploadState } from '../store/upload-store.ts';
import { filterOf } from './browser-filter.ts';
import { type BrowserParams, defaultParams, withSearch } from './browser-params.ts';
import { MediaBrowserView } from './MediaBrowserView.tsx';
import { useSearchHelp } from './use-search-help.ts';
import { useSelectAll } from './use-select-all.ts';
import { type Matching, useTellMatching } from './use-tell-matching.ts';
import { isTileSize, isView, useViewPreference } from './use-view-preference.ts';

export interface MediaBrowserProps
  extends Pick<
    MediaGridProps,
    | 'selectionBehavior'
    | 'onOpen'
    | 'onConfirm'
    | 'onDelete'
    | 'problemOf'
    | 'rowMenu'
    | 'onRowAction'
    | 'focusId'
    | 'drag'
    | 'onNudge'
  > {
  /** Only these kinds; empty is all. */
  mediaTypes?: readonly MediaKind[];
  mimeTypes?: readonly string[] | undefined;
  collectionId?: CollectionId | undefined;
  /** The collection has an order of its own; a smart one has none. Default: with a `collectionId`. */
  hasOrder?: boolean;
  tagIds?: readonly TagId[] | undefined;
  /** The library, or what lies in its trash. */
  state?: 'live' | 'trashed';
  /** Only what may be used in content now: approved, and within its rights. */
  offered?: boolean;
  /** Only files of these statuses: `['pending']` is the queue of the reviewers. */
  reviewStatus?: readonly ReviewStatus[] | undefined;
  /** Only files whose rights stand so. */
  rights?: MediaRights | undefined;
  /** Told what is shown: the filter, how many match it, and those of them that are loaded. */
  onMatching?: (matching: Matching) => void;
  /** All that match can be chosen at once, without loading them. */
  whole?: { isOn: boolean; onChange: (isOn: boolean) => void };
  /** Several can be chosen, in an order. */
  multiple?: boolean;
  /** Without it the provider's own selection. */
  selection?: SelectionStore;
  /** The most that can be chosen. One more is refused, with a word why. */
  maxItems?: number | undefined;
  /** Where one can be chosen: it was. */
  onSelect?: (file: MediaFile) => void;
  /** Details follow the keyboard's focus. */
  onFocusFile?: (file: MediaFile | null) => void;
  /** Chosen files show their number. Default: with `maxItems` or a `selection` of one's own. */
  isOrdered?: boolean;
  isReadOnly?: boolean;
  /** Held from outside; else the person's last choice. */
  view?: 'grid' | 'list';
  defaultView?: 'grid' | 'list';
  onViewChange?: (view: 'grid' | 'list') => void;
  /** All that is asked for, held from outside: search, tab, order and filters. */
  params?: BrowserParams;
  onParamsChange?: (params: BrowserParams) => void;
  /** The applied search text, held from outside. */
  search?: string;
  onSearchChange?: (search: string) => void;
  hideSearch?: boolean;
  emptyAction?: ReactNode;
  emptyTitle?: string;
  emptyText?: string;
  toolbarEnd?: ReactNode;
  children?: ReactNode;
  className?: string;
}

const DEFAULT_TILE = 104;
const NO_NAMES = {};

/** The library of the provider: search, tabs, sorts, grid and list, loaded as it is scrolled. */
export function MediaBrowser(props: MediaBrowserProps) {
  const { mediaTypes = [], multiple = false, onSearchChange } = props;
  const { stores, announce } = useKit();
  const messages = useMessages();
  const format = useFormat();
  const isOnline = useOnline();
  const [ownParams, setOwnParams] = useState(defaultParams);
  const held = props.params ?? ownParams;
  const params =
    props.search === undefined || props.search === held.search ? held : withSearch(held, props.search);
  const setParams = (next: BrowserParams) => {
    setOwnParams(next);
    props.onParamsChange?.(next);
    if (next.search !== params.search) onSearchChange?.(next.search);
  };
  const isCollection = props.collectionId !== undefined;
  const hasOrder = props.hasOrder ?? isCollection;
  const filters = params.filters ?? {};
  const names = useFilterNames(filters, params.names ?? NO_NAMES);
  const [storedView, storeView] = useViewPreference('view', isView, props.defaultView ?? 'grid');
  const [tileSize, setTileSize] = useViewPreference('tile-size', isTileSize, DEFAULT_TILE);

  const filter = filterOf(props, mediaTypes, params);
  const list = useMediaList(filter);
  const selection = props.selection ?? stores.selection;
  const { files: chosenFiles, max, refusal } = useStore(selection);
  const { whole } = props;
  const selectedFiles = whole?.isOn ? list.files : chosenFiles;
  useTellMatching(props.onMatching, filter, list);
  const waitingUploads = useStore(stores.uploads, countWaiting);
  const { maxItems } = props;
  useEffect(() => {
    if (maxItems !== undefined) selection.setState({ max: maxItems });
  }, [selection, maxItems]);

  const refused = (limit: number) => announce(messages.selectionRefused(format.number(limit)));
  const choose = (files: MediaFile[]) => {
    if (whole?.isOn) whole.onChange(false);
    const [only] = files;
    if (!multiple && only) stores.recent.getState().add(only.id);
    if (!selection.getState().set(files)) refused(max ?? files.length);
    if (!multiple && only) props.onSelect?.(only);
  };
  const selectAll = useSelectAll({
    filter,
    total: list.total,
    max,
    onRefused: () => {
      if (max === null) return;
      selection.setState({ refusal: { max } });
      refused(max);
    },
    onSelect: (files) => {
      const chosen = new Set(selectedFiles.map((file) => file.id));
      choose([...selectedFiles, ...files.filter((file) => !chosen.has(file.id) && !props.problemOf?.(file))]);
      announce(messages.selected(files.length, format.number(files.length)));
    },
  });
  const { suggestions, history, onWord } = useSearchHelp(params.search, list.files.length > 0);

  return (
    <MediaBrowserView
      className={props.className}
      data={list}
      isLoading={list.isLoading}
      error={list.error}
      isOffline={!isOnline}
      waitingUploads={waitingUploads}
      // Who brings a selection shows its refusals: a picker does, in its foot.
      refusal={refusal && !props.selection ? messages.selectionRefused(format.number(refusal.max)) : null}
      onRetry={list.retry}
      onLoadMore={list.loadMore}
      selectedFiles={selectedFiles}
      onFileSelect={choose}
      selectionBehavior={props.selectionBehavior}
      isOrdered={
        props.isOrdered ??
        (multiple &&
          (maxItems !== undefined || props.selection !== undefined) &&
          props.selectionBehavior !== 'replace')
      }
      multiple={multiple}
      isReadOnly={props.isReadOnly}
      mediaTypes={mediaTypes}
      searchParams={names === params.names ? params : { ...params, names }}
      onSearch={setParams}
      onSearchWord={onWord}
      isCollection={hasOrder}
      filterButton={
        <FilterButton
          filter={filter}
          query={filters}
          names={names}
          onChange={(query, names) => setParams({ ...params, filters: query, names })}
          kind={params.kind}
          onKind={(kind) => setParams({ ...params, kind })}
          isCollection={isCollection}
          count={describeFilters(filters, {}, messages, format).length}
        />
      }
      hideSearch={props.hideSearch}
      suggestions={suggestions}
      history={history}
      view={props.view ?? storedView}
      onViewChange={(view) => {
        storeView(view);
        props.onViewChange?.(view);
      }}
      tileSize={tileSize}
      onTileSizeChange={setTileSize}
      onSelectAll={multiple ? (whole && list.hasMore ? () => whole.onChange(true) : selectAll) : undefined}
      onOpen={props.onOpen}
      onConfirm={props.onConfirm}
      onDelete={props.onDelete}
      onFocusChange={props.onFocusFile}
      problemOf={props.problemOf}
      drag={props.drag}
      onNudge={props.onNudge}
      rowMenu={props.rowMenu}
      onRowAction={props.onRowAction}
      focusId={props.focusId === undefined ? (selectedFiles[0]?.id ?? null) : props.focusId}
      emptyAction={props.emptyAction}
      emptyTitle={props.emptyTitle}
      emptyText={props.emptyText}
      toolbarEnd={props.toolbarEnd}
    >
      {props.children}
    </MediaBrowserView>
  );
}

const countWaiting = ({ items }: UploadState) =>
  items.filter((item) => item.state === 'waiting' || item.error?.code === 'network').length;
