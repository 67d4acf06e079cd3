'use client';

import { useVirtualizer } from '@tanstack/react-virtual';
import type { MediaFile, MediaId } from '@vitrine/schema';
import { type KeyboardEvent, useEffect, useMemo, useRef } from 'react';
import { mergeProps } from 'react-aria/mergeProps';
import { useGridList } from 'react-aria/useGridList';
import type { Selection } from 'react-stately';
import { useListState } from 'react-stately/useListState';
import { useFormat } from '../i18n/use-format.ts';
import { useMessages } from '../i18n/use-messages.ts';
import { useKit } from '../provider/use-kit.ts';
import { classNames } from '../ui/class-names.ts';
import { GridItem } from './GridItem.tsx';
import { GridKeyboard } from './grid-keyboard.ts';
import { keepOrder } from './keep-order.ts';
import { ListHead } from './ListHead.tsx';
import { layoutOfTiles } from './layout-of-tiles.ts';
import { MediaCollection } from './media-collection.ts';
import type { MediaGridProps } from './media-grid-props.ts';
import { pressGridKey } from './press-grid-key.ts';
import { stepsOf } from './press-order-key.ts';
import { useFollowFocus, useStartAt } from './use-follow-focus.ts';
import { useGridMetrics } from './use-grid-metrics.ts';
import { useLiveSelection } from './use-live-selection.ts';
import { useLiveState } from './use-live-state.ts';
import { useNewest } from './use-newest.ts';
import { visibleRows } from './visible-rows.ts';

/** Rows kept beyond the seen ones. */
const OVERSCAN = 1;

/** Thousands of files in a grid or a table with one tab stop. Only what is seen (and the row in focus) is in the DOM. */
export function MediaGrid(props: MediaGridProps) {
  const { files, view, selectionMode, selectionBehavior = 'toggle', selectedIds, isOrdered = false } = props;
  const { direction, density } = useKit();
  const messages = useMessages();
  const format = useFormat();
  const scroller = useRef<HTMLDivElement>(null);
  const body = useRef<HTMLDivElement>(null);
  const metrics = useGridMetrics(scroller, view, props.tileSize, density);
  const { columns, rowHeight, gap, pad, headHeight } = metrics;

  const collection = useMemo(() => new MediaCollection(files), [files]);
  const { problemOf } = props;
  const disabledKeys = useMemo(
    () => (problemOf ? files.filter((file) => problemOf(file) !== null).map((file) => file.id) : []),
    [files, problemOf],
  );
  const { selectedKeys, remember } = useLiveSelection(selectedIds);
  const select = (selection: Selection) => {
    if (selection === 'all') {
      props.onSelectAll?.();
      return;
    }
    remember(selection);
    props.onSelectionChange(keepOrder(selectedIds, selection as Set<MediaId>));
  };

  const newest = useListState<MediaFile>({
    collection,
    selectionMode,
    selectionBehavior: selectionMode === 'multiple' ? selectionBehavior : 'toggle',
    disallowEmptySelection: selectionMode === 'single',
    allowDuplicateSelectionEvents: selectionMode === 'single',
    selectedKeys,
    disabledKeys,
    disabledBehavior: 'selection',
    onSelectionChange: select,
  });
  const state = useLiveState(newest);
  const manager = newest.selectionManager;
  const focusedKey = manager.focusedKey;

  const rowsOnScreen = Math.max(1, Math.floor((metrics.height - headHeight) / rowHeight));
  const keyboardDelegate = useMemo(
    () => new GridKeyboard(collection, { columns, rowsOnScreen, isRightToLeft: direction === 'rtl' }),
    [collection, columns, rowsOnScreen, direction],
  );

  const focusedIndex = collection.indexOf(focusedKey);
  const focusedRow = focusedIndex === null ? null : Math.floor(focusedIndex / columns);
  const virtualizer = useVirtualizer({
    count: metrics.isMeasured ? Math.ceil(files.length / columns) : 0,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: OVERSCAN,
    paddingStart: headHeight + pad,
    paddingEnd: Math.max(0, pad - gap),
    scrollPaddingStart: headHeight + pad,
    scrollPaddingEnd: pad,
    rangeExtractor: (range) => visibleRows(range, focusedRow),
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new height of rows makes the old measures wrong
  useEffect(() => virtualizer.measure(), [virtualizer, rowHeight, headHeight, pad]);

  const { gridProps } = useGridList<MediaFile>(
    {
      'aria-label': props.label,
      isVirtualized: true,
      disallowTypeAhead: true,
      keyboardNavigationBehavior: 'tab',
      keyboardDelegate,
      layoutDelegate: layoutOfTiles(collection, metrics, scroller),
      onAction:
        selectionMode === 'none' && props.onOpen
          ? (key) => {
              const file = collection.fileOf(key);
              if (file) props.onOpen?.(file);
            }
          : undefined,
    },
    state,
    body,
  );

  useFollowFocus({
    focusedKey,
    isFocused: manager.isFocused,
    row: focusedRow,
    virtualizer,
    collection,
    onFocusChange: props.onFocusChange,
  });
  useStartAt(props.focusId ?? null, metrics.isMeasured, (id) => {
    const index = collection.indexOf(id);
    if (index === null) return false;
    manager.setFocusedKey(id);
    virtualizer.scrollToIndex(Math.floor(index / columns), { align: 'center' });
    return true;
  });

  const open = useNewest(props.onOpen);
  const act = useNewest(props.onRowAction);
  const rows = virtualizer.getVirtualItems();
  const lastRow = rows.at(-1)?.index ?? 0;
  const { hasMore, onLoadMore, onScroll } = props;
  const rowCount = Math.ceil(files.length / columns);
  useEffect(() => {
    if (hasMore && metrics.isMeasured && lastRow >= rowCount - 1 - rowsOnScreen) onLoadMore?.();
  }, [hasMore, onLoadMore, lastRow, rowCount, rowsOnScreen, metrics.isMeasured]);

  const firstIndex = Math.max(0, Math.floor(((virtualizer.scrollOffset ?? 0) + gap) / rowHeight)) * columns;
  const perScreen = rowsOnScreen * columns;
  useEffect(() => onScroll?.({ firstIndex, perScreen }), [onScroll, firstIndex, perScreen]);

  const onKeyDownCapture = (event: KeyboardEvent<HTMLElement>) => {
    if (!(event.target instanceof HTMLElement) || event.target.dataset.key === undefined) return;
    const steps = stepsOf(event, { columns, isRightToLeft: direction === 'rtl' });
    const focused = collection.fileOf(focusedKey);
    const isNudge = props.onNudge !== undefined && steps !== null && focused !== null;
    if (isNudge) props.onNudge?.(focused, steps);
    if (isNudge || pressGridKey(event, props, collection, focusedKey, selectedIds)) {
      event.preventDefault();
      event.stopPropagation();
    }
  };

  // The whole is the grid, its head included; keys and focus are the body's, or a button of the head would lose its own.
  const { tabIndex, onKeyDown, onFocus, onBlur, onMouseDown, ...aria } = gridProps;
  const handlers = { role: 'rowgroup', tabIndex, onKeyDown, onFocus, onBlur, onMouseDown };
  const grid = { ...aria, 'aria-colcount': view === 'list' ? undefined : 1 };
  const order = new Map(selectedIds.map((chosen, index) => [chosen, index + 1]));

  return (
    <div
      {...grid}
      ref={scroller}
      className={classNames(
        'vt-scroll',
        view === 'grid' ? 'vt-grid' : 'vt-list',
        props.isStale && 'vt-stale',
      )}
    >
      {view === 'list' && headHeight > 0 && (
        <ListHead
          sort={props.sort}
          onSortChange={props.onSortChange}
          hasMenu={props.rowMenu !== undefined}
          isSelectable={selectionMode === 'multiple'}
          chosen={selectedIds.length === 0 ? 'none' : selectedIds.length < files.length ? 'some' : 'all'}
          onSelectAll={props.onSelectAll}
          onClear={() => props.onSelectionChange([])}
        />
      )}
      <div
        {...mergeProps(handlers, { onKeyDownCapture })}
        ref={body}
        className="vt-grid-body"
        style={{ blockSize: virtualizer.getTotalSize() - headHeight }}
      >
        {rows.map((row) => (
          <div
            key={row.key}
            role="presentation"
            className="vt-grid-row"
            style={{
              transform: `translateY(${row.start - headHeight}px)`,
              blockSize: row.size,
              ...(view === 'grid' && { gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))` }),
            }}
          >
            {Array.from({ length: Math.min(columns, files.length - row.index * columns) }, (_, column) => {
              const node = collection.at(row.index * columns + column);
              const file = node?.value;
              if (!node || !file) return null;
              return (
                <GridItem
                  key={node.key}
                  node={node}
                  file={file}
                  state={state}
                  view={view}
                  tileWidth={metrics.tileWidth}
                  isSelected={manager.isSelected(file.id)}
                  focus={focusedKey !== file.id ? 'elsewhere' : manager.isFocused ? 'here' : 'waiting'}
                  selectionMode={selectionMode}
                  order={isOrdered ? order.get(file.id) : undefined}
                  problem={problemOf?.(file) ?? null}
                  menu={props.rowMenu}
                  onRowAction={act}
                  onOpen={open}
                  drag={props.drag}
                  hasCheck={selectionMode === 'multiple'}
                  messages={messages}
                  format={format}
                />
              );
            })}
          </div>
        ))}
      </div>
    </div>
  );
}
