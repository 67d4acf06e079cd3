'use client';

import type { MediaSort } from '@vitrine/schema';
import { ArrowDown, ArrowUp } from 'lucide-react';
import type { AriaAttributes } from 'react';
import { useMessages } from '../i18n/use-messages.ts';
import { Checkbox } from '../ui/Checkbox.tsx';
import { classNames } from '../ui/class-names.ts';
import { Icon } from '../ui/Icon.tsx';
import { type ListColumn, listColumns } from './list-columns.ts';

interface ListHeadProps {
  sort: MediaSort | undefined;
  onSortChange: ((sort: MediaSort) => void) | undefined;
  hasMenu: boolean;
  isSelectable: boolean;
  /** How much of what is loaded is chosen. */
  chosen: 'none' | 'some' | 'all';
  onSelectAll: (() => void) | undefined;
  onClear: () => void;
}

// The roles of a table whose cells are never focused themselves, only the buttons in them.
const group = { role: 'rowgroup' } as const;
const row = { role: 'row' } as const;
const head = (told: AriaAttributes) => ({ role: 'columnheader' as const, ...told });

export function ListHead(props: ListHeadProps) {
  const { sort, onSortChange, hasMenu, isSelectable, chosen, onSelectAll } = props;
  const messages = useMessages();
  return (
    <div {...group} className="vt-list-head">
      <div {...row} className={classNames('vt-list-row', isSelectable && 'vt-list-row--check')}>
        {isSelectable && (
          <span {...head({})} className="vt-cell-check">
            {onSelectAll ? (
              <Checkbox
                label={messages.selectAll}
                isSelected={chosen === 'all'}
                isIndeterminate={chosen === 'some'}
                onChange={() => (chosen === 'none' ? onSelectAll() : props.onClear())}
              />
            ) : (
              <span className="vt-sr">{messages.columnSelected}</span>
            )}
          </span>
        )}
        {listColumns.map((column) => {
          const direction = directionOf(column, sort);
          return (
            <span
              key={column.id}
              {...head({ 'aria-sort': direction ?? undefined })}
              className={classNames(`vt-cell-${column.id}`, column.isNumber && 'vt-cell-num')}
            >
              {column.sorts && onSortChange ? (
                <button
                  type="button"
                  className="vt-list-sort"
                  onClick={() => onSortChange(nextSort(column, sort))}
                >
                  {messages[column.label]}
                  {direction && <Icon icon={direction === 'ascending' ? ArrowUp : ArrowDown} size="s" />}
                </button>
              ) : (
                messages[column.label]
              )}
            </span>
          );
        })}
        {hasMenu && (
          <span {...head({})} className="vt-cell-menu">
            <span className="vt-sr">{messages.columnActions}</span>
          </span>
        )}
      </div>
    </div>
  );
}

function directionOf({ sorts }: ListColumn, sort: MediaSort | undefined): 'ascending' | 'descending' | null {
  if (!sort || !sorts?.includes(sort)) return null;
  return sort.startsWith('-') ? 'descending' : 'ascending';
}

const nextSort = ({ sorts }: ListColumn, sort: MediaSort | undefined): MediaSort =>
  (sorts?.[0] === sort ? sorts?.[1] : sorts?.[0]) ?? '-createdAt';
