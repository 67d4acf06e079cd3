'use client';

import type { MediaFile } from '@vitrine/schema';
import { memo, useCallback, useRef } from 'react';
import { mergeProps } from 'react-aria/mergeProps';
import { useFocusRing } from 'react-aria/useFocusRing';
import { useGridListItem } from 'react-aria/useGridList';
import type { Node } from 'react-stately';
import type { ListState } from 'react-stately/useListState';
import type { Messages } from '../i18n/core-messages.ts';
import type { Format } from '../i18n/use-format.ts';
import { CardTile } from '../MediaCard/CardTile.tsx';
import { classNames } from '../ui/class-names.ts';
import type { MenuItem } from '../ui/Menu.tsx';
import type { GridDrag } from './grid-drag.ts';
import { ListCells } from './ListCells.tsx';
import { useTileDrag } from './use-tile-drag.ts';

interface GridItemProps {
  node: Node<MediaFile>;
  file: MediaFile;
  state: ListState<MediaFile>;
  view: 'grid' | 'list';
  tileWidth: number;
  isSelected: boolean;
  /** Whether the keyboard is at this file: here, waiting here for the grid to be entered, or elsewhere. */
  focus: 'here' | 'waiting' | 'elsewhere';
  selectionMode: 'none' | 'single' | 'multiple';
  order: number | undefined;
  problem: string | null;
  hasCheck: boolean;
  drag: GridDrag | undefined;
  menu: ((file: MediaFile) => readonly MenuItem[]) | undefined;
  onRowAction: (file: MediaFile, action: string) => void;
  onOpen: (file: MediaFile) => void;
  messages: Messages;
  format: Format;
}

/** A file as a row of the ARIA grid: drawn as a tile or as a row of the table. It renders anew only when one of its
 *  values changes; `state` is the same for ever, so `focus` and `selectionMode` say when React Aria must look again. */
export const GridItem = memo(function GridItem(props: GridItemProps) {
  const { node, file, state, view, isSelected, order, problem, messages, format } = props;
  const ref = useRef<HTMLDivElement>(null);
  // Not told that it is virtual: it would count all nodes for its index with every render. The index is ours.
  const { rowProps, gridCellProps } = useGridListItem(
    // Who drags several has not chosen one of them by pressing it.
    { node, shouldSelectOnPressUp: props.drag !== undefined },
    state,
    ref,
  );
  const drag = useTileDrag(file, view, props.drag);
  const { focusProps, isFocusVisible } = useFocusRing();
  const onCheck = useCallback(() => state.selectionManager.toggleSelection(node.key), [state, node.key]);
  const open = {
    onDoubleClick: props.selectionMode === 'none' ? undefined : () => props.onOpen(file),
  };
  const label = [
    file.title,
    format.type(file),
    file.durationSeconds === null ? null : format.duration(file.durationSeconds),
    file.damaged ? messages.damaged : null,
    order === undefined ? null : messages.orderNumber(format.number(order)),
    problem,
  ];
  const told = {
    'aria-label': label.filter(Boolean).join(', '),
    'aria-rowindex': node.index + 1,
    'aria-disabled': problem === null ? undefined : true,
  };
  return (
    <div
      {...mergeProps(rowProps, focusProps, open, told, drag)}
      ref={ref}
      title={problem ?? undefined}
      className={
        view === 'grid' ? 'vt-tile' : classNames('vt-list-row', props.hasCheck && 'vt-list-row--check')
      }
      data-focus-visible={isFocusVisible || undefined}
      data-refused={problem !== null || undefined}
    >
      {view === 'grid' ? (
        <div {...gridCellProps} className="vt-tile-cell">
          <CardTile
            file={file}
            isSelected={isSelected}
            order={order}
            shownWidth={props.tileWidth}
            hasCheck={props.hasCheck}
          />
        </div>
      ) : (
        <ListCells
          file={file}
          isSelected={isSelected}
          order={order}
          hasCheck={props.hasCheck}
          onCheck={onCheck}
          menu={props.menu}
          onRowAction={props.onRowAction}
        />
      )}
    </div>
  );
});
