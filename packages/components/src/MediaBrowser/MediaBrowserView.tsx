'use client';

import type { MediaFile, MediaId, MediaKind, Total } from '@vitrine/schema';
import { type ReactNode, useCallback, useState } from 'react';
import { useFormat } from '../i18n/use-format.ts';
import { useMessages } from '../i18n/use-messages.ts';
import { MediaGrid } from '../MediaGrid/MediaGrid.tsx';
import type { MediaGridProps } from '../MediaGrid/media-grid-props.ts';
import { MediaSearch } from '../MediaSearch/MediaSearch.tsx';
import type { KitError } from '../provider/kit-error.ts';
import { classNames } from '../ui/class-names.ts';
import { BrowserError } from './BrowserError.tsx';
import { BrowserSkeleton } from './BrowserSkeleton.tsx';
import { BrowserToolbar } from './BrowserToolbar.tsx';
import { BrowserTrouble } from './BrowserTrouble.tsx';
import { type BrowserParams, defaultParams } from './browser-params.ts';
import { NothingShown } from './NothingShown.tsx';
import { ShortcutsDialog } from './ShortcutsDialog.tsx';

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
>;

export interface MediaBrowserViewProps extends GridProps {
  data: { files: readonly MediaFile[]; total: Total | null; hasMore?: boolean };
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
  suggestions?: readonly string[];
  history?: readonly string[];
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
  const [text, setText] = useFollowing(searchParams.search);
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
            onSearch={(search) => onSearch({ ...searchParams, search })}
            suggestions={props.suggestions}
            history={props.history}
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
          end={props.toolbarEnd}
        />
        <BrowserTrouble {...props} isShown={shown} />
        <ResultCount {...props} />
        {shown ? (
          <BrowserGrid {...props} onScroll={onScroll} onShortcuts={() => setHelpOpen(true)} />
        ) : props.isLoading ? (
          <BrowserSkeleton view={view} />
        ) : props.error ? (
          <BrowserError error={props.error} selectedCount={selectedFiles.length} onRetry={props.onRetry} />
        ) : (
          <NothingShown
            {...props}
            isReadOnly={isReadOnly}
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
      sort={searchParams.sort}
      onSortChange={(sort) => props.onSearch({ ...searchParams, sort })}
      focusId={props.focusId}
      isStale={props.isOffline}
    />
  );
}

/** Says how many were found, whenever that changes. */
function ResultCount({ data, isLoading }: MediaBrowserViewProps) {
  const messages = useMessages();
  const format = useFormat();
  const total = data.total?.value;
  return (
    <p className="vt-sr" role="status">
      {!isLoading && total !== undefined && messages.resultCount(total, format.number(total))}
    </p>
  );
}

function pageOf({ firstIndex, perScreen }: { firstIndex: number; perScreen: number }, total: number) {
  if (perScreen === 0) return null;
  const of = Math.max(1, Math.ceil(total / perScreen));
  return { number: Math.min(of, Math.ceil((firstIndex + 1) / perScreen)), of };
}

/** A text that is typed here and follows its owner when that changes it. */
function useFollowing(value: string): [string, (value: string) => void] {
  const [state, setState] = useState({ text: value, from: value });
  if (state.from !== value) setState({ text: value, from: value });
  return [state.from === value ? state.text : value, (text) => setState({ text, from: value })];
}
