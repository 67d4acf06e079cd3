'use client';

import type { MediaFile, MediaId, MediaKind, Total } from '@vitrine/schema';
import { type ReactNode, useCallback, useMemo, useState } from 'react';
import { describeFilters } from '../filters/describe-filters.ts';
import { FilterChips } from '../filters/FilterChips.tsx';
import type { FilterQuery } from '../filters/filter-query.ts';
import type { Found } from '../hooks/use-media-list.ts';
import { useFormat } from '../i18n/use-format.ts';
import { useMessages } from '../i18n/use-messages.ts';
import { groupHighlights, HighlightContext } from '../MediaGrid/highlights.ts';
import { MediaGrid } from '../MediaGrid/MediaGrid.tsx';
import type { MediaGridProps } from '../MediaGrid/media-grid-props.ts';
import { MediaSearch } from '../MediaSearch/MediaSearch.tsx';
import type { SearchSuggestion, SearchWord } from '../MediaSearch/search-offers.ts';
import type { KitError } from '../provider/kit-error.ts';
import { classNames } from '../ui/class-names.ts';
import { BrowserError } from './BrowserError.tsx';
import { BrowserSkeleton } from './BrowserSkeleton.tsx';
import { BrowserToolbar } from './BrowserToolbar.tsx';
import { BrowserTrouble } from './BrowserTrouble.tsx';
import { type BrowserParams, defaultParams, sortOf, withSearch, withSort } from './browser-params.ts';
import { NothingShown } from './NothingShown.tsx';
import { ResultCount } from './ResultCount.tsx';
import { SearchNote } from './SearchNote.tsx';
import { ShortcutsDialog } from './ShortcutsDialog.tsx';
import { useFollowing } from './use-following.ts';

type GridProps = Pick<
  MediaGridProps,
  | 'selectionBehavior'
  | 'isOrdered'
  | 'onOpen'
  | 'onFocusChange'
  | 'onConfirm'
  | 'onSelectAll'
  | 'onDelete'
  | 'problemOf'
  | 'rowMenu'
  | 'onRowAction'
  | 'focusId'
  | 'drag'
  | 'onNudge'
>;

export interface MediaBrowserViewProps extends GridProps {
  data: {
    files: readonly MediaFile[];
    total: Total | null;
    hasMore?: boolean;
    /** What a search says beside its files. */
    found?: Found | null;
    /** `files` are those of the question before. */
    isPrevious?: boolean;
  };
  /** Nothing is there to show yet. */
  isLoading: boolean;
  /** The last question failed. With files in `data` they stay, under a line that says so. */
  error: KitError | null;
  isOffline?: boolean;
  /** Uploads that wait for the connection. */
  waitingUploads?: number;
  /** Why the last choice was refused, or null. */
  refusal?: string | null;
  onRetry: () => void;
  onLoadMore?: () => void;
  /** In the order of choosing. */
  selectedFiles: readonly MediaFile[];
  /** The wanted selection, in order; `file` is the one that was pressed where only one can be chosen. */
  onFileSelect: (files: MediaFile[]) => void;
  searchParams: BrowserParams;
  onSearch: (params: BrowserParams) => void;
  /** Several can be chosen. */
  multiple?: boolean;
  /** Nothing can be chosen: a look only. */
  isReadOnly?: boolean;
  /** Kinds that can be asked for; empty is all. */
  mediaTypes?: readonly MediaKind[];
  view: 'grid' | 'list';
  onViewChange: (view: 'grid' | 'list') => void;
  /** Least width of a tile in CSS pixels. */
  tileSize: number;
  onTileSizeChange: (size: number) => void;
  /** The search field stands elsewhere. */
  hideSearch?: boolean;
  suggestions?: readonly (string | SearchSuggestion)[];
  history?: readonly string[];
  /** Told what `suggestions` should complete. */
  onSearchWord?: (word: SearchWord | null) => void;
  /** One looks into a collection, which has an order of its own. */
  isCollection?: boolean;
  /** The button that opens the filters, in the toolbar. */
  filterButton?: ReactNode;
  /** What helps in an empty library: an upload button. */
  emptyAction?: ReactNode;
  /** Instead of "Nothing here yet". */
  emptyTitle?: string | undefined;
  emptyText?: string | undefined;
  toolbarEnd?: ReactNode;
  /** Docked under the grid: uploads. */
  children?: ReactNode;
  className?: string;
}

/** The library as it is given: every state can be shown without a server. */
export function MediaBrowserView(props: MediaBrowserViewProps) {
  const { data, searchParams, onSearch, selectedFiles, view, multiple = false, isReadOnly = false } = props;
  const [text, setText, tell] = useFollowing(searchParams.search);
  const messages = useMessages();
  const format = useFormat();
  const isCollection = props.isCollection ?? false;
  const words = describeFilters(searchParams.filters ?? {}, searchParams.names ?? {}, messages, format);
  const setFilters = (filters: FilterQuery) => onSearch({ ...searchParams, filters });
  const search = (next: string) => {
    tell(next);
    onSearch(withSearch(searchParams, next));
  };
  const highlights = useMemo(() => groupHighlights(data.found?.highlights ?? []), [data.found]);
  const [seen, setSeen] = useState({ firstIndex: 0, perScreen: 0 });
  const [isHelpOpen, setHelpOpen] = useState(false);
  const onScroll = useCallback(
    (next: typeof seen) =>
      setSeen((now) => (now.firstIndex === next.firstIndex && now.perScreen === next.perScreen ? now : next)),
    [],
  );
  const shown = data.files.length > 0;
  return (
    <div className={classNames('vt-browser-box', props.className)}>
      <div className="vt-browser">
        {!props.hideSearch && (
          <MediaSearch
            className="vt-browser-search"
            value={text}
            onChange={setText}
            onSearch={search}
            suggestions={props.suggestions}
            history={props.history}
            onWord={props.onSearchWord}
          />
        )}
        <BrowserToolbar
          params={searchParams}
          onParamsChange={onSearch}
          mediaTypes={props.mediaTypes ?? []}
          total={data.total}
          page={shown ? pageOf(seen, data.total?.value ?? data.files.length) : null}
          view={view}
          onViewChange={props.onViewChange}
          tileSize={props.tileSize}
          onTileSizeChange={props.onTileSizeChange}
          isCollection={isCollection}
          filter={props.filterButton}
          end={props.toolbarEnd}
        />
        <FilterChips words={words} onChange={setFilters} />
        <SearchNote
          search={searchParams.search}
          found={data.found ?? null}
          onSearch={(next) => {
            setText(next);
            search(next);
          }}
        />
        <BrowserTrouble {...props} isShown={shown} />
        <ResultCount {...props} />
        {shown ? (
          <HighlightContext.Provider value={highlights}>
            <BrowserGrid {...props} onScroll={onScroll} onShortcuts={() => setHelpOpen(true)} />
          </HighlightContext.Provider>
        ) : props.isLoading ? (
          <BrowserSkeleton view={view} />
        ) : props.error ? (
          <BrowserError error={props.error} selectedCount={selectedFiles.length} onRetry={props.onRetry} />
        ) : (
          <NothingShown
            {...props}
            isReadOnly={isReadOnly}
            words={words}
            onFilters={setFilters}
            onClear={() => {
              setText('');
              onSearch({ ...defaultParams, sort: searchParams.sort });
            }}
          />
        )}
        {props.children}
        <ShortcutsDialog
          isOpen={isHelpOpen}
          onClose={() => setHelpOpen(false)}
          multiple={multiple && !isReadOnly}
          isSortable={props.onNudge !== undefined}
        />
      </div>
    </div>
  );
}

interface BrowserGridProps extends MediaBrowserViewProps {
  onScroll: NonNullable<MediaGridProps['onScroll']>;
  onShortcuts: () => void;
}

function BrowserGrid(props: BrowserGridProps) {
  const { data, selectedFiles, searchParams, multiple, isReadOnly } = props;
  const messages = useMessages();
  const format = useFormat();
  const loaded = format.number(data.files.length);
  const onSelectionChange = (ids: MediaId[]) => {
    const known = new Map([...data.files, ...selectedFiles].map((file) => [file.id, file]));
    props.onFileSelect(ids.flatMap((id) => known.get(id) ?? []));
  };
  return (
    <MediaGrid
      files={data.files}
      view={props.view}
      label={messages.gridLabel(loaded, data.total === null ? loaded : format.number(data.total.value))}
      selectionMode={isReadOnly ? 'none' : multiple ? 'multiple' : 'single'}
      selectionBehavior={props.selectionBehavior}
      selectedIds={selectedFiles.map((file) => file.id)}
      onSelectionChange={onSelectionChange}
      isOrdered={props.isOrdered}
      onOpen={props.onOpen}
      onFocusChange={props.onFocusChange}
      onConfirm={props.onConfirm}
      onSelectAll={props.onSelectAll}
      onDelete={props.onDelete}
      onShortcuts={props.onShortcuts}
      hasMore={data.hasMore ?? false}
      onLoadMore={props.error ? undefined : props.onLoadMore}
      onScroll={props.onScroll}
      tileSize={props.tileSize}
      problemOf={props.problemOf}
      rowMenu={props.rowMenu}
      onRowAction={props.onRowAction}
      sort={sortOf(searchParams, props.isCollection ?? false)}
      onSortChange={(sort) => props.onSearch(withSort(searchParams, sort))}
      focusId={props.focusId}
      drag={props.drag}
      onNudge={props.onNudge}
      isStale={props.isOffline || data.isPrevious}
    />
  );
}

function pageOf({ firstIndex, perScreen }: { firstIndex: number; perScreen: number }, total: number) {
  if (perScreen === 0) return null;
  const of = Math.max(1, Math.ceil(total / perScreen));
  return { number: Math.min(of, Math.ceil((firstIndex + 1) / perScreen)), of };
}
