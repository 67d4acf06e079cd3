'use client';

import type { MediaKind, Total } from '@vitrine/schema';
import { LayoutGrid, List, SlidersHorizontal } from 'lucide-react';
import type { ReactNode } from 'react';
import { useFormat } from '../i18n/use-format.ts';
import { useMessages } from '../i18n/use-messages.ts';
import { IconButton } from '../ui/IconButton.tsx';
import { Menu } from '../ui/Menu.tsx';
import { SegmentedControl } from '../ui/SegmentedControl.tsx';
import { Select } from '../ui/Select.tsx';
import { Tabs } from '../ui/Tabs.tsx';
import { type BrowserParams, kindOptions, sortOf, sortOptions, withSort } from './browser-params.ts';

export interface BrowserToolbarProps {
  params: BrowserParams;
  onParamsChange: (params: BrowserParams) => void;
  mediaTypes: readonly MediaKind[];
  total: Total | null;
  page: { number: number; of: number } | null;
  view: 'grid' | 'list';
  onViewChange: (view: 'grid' | 'list') => void;
  tileSize: number;
  onTileSizeChange: (size: number) => void;
  /** One looks into a collection, which has an order of its own. */
  isCollection: boolean;
  /** The button of the filters. */
  filter?: ReactNode;
  end?: ReactNode;
}

const TILE_SIZES = { min: 80, max: 240 };

export function BrowserToolbar(props: BrowserToolbarProps) {
  const { params, onParamsChange, total, page, view, onViewChange, tileSize, onTileSizeChange } = props;
  const messages = useMessages();
  const format = useFormat();
  const kinds = kindOptions(messages, props.mediaTypes);
  const sorts = sortOptions(messages, params, props.isCollection);
  const views = [
    { id: 'grid', label: messages.viewGrid, icon: LayoutGrid },
    { id: 'list', label: messages.viewList, icon: List },
  ] as const;
  const count =
    total === null ? undefined : totalText(total.isExact, format.number(total.value), messages.about);
  return (
    <div className="vt-toolbar">
      {kinds.length > 0 ? (
        <Tabs
          label={messages.typeFilter}
          value={params.kind}
          options={kinds.map((kind) => ({ ...kind, count: kind.id === params.kind ? count : undefined }))}
          onChange={(kind) => onParamsChange({ ...params, kind })}
        />
      ) : (
        <span className="vt-toolbar-count vt-quiet vt-num">
          {total !== null && count !== undefined && messages.resultCount(total.value, count)}
        </span>
      )}
      <span className="vt-end vt-wide-only vt-toolbar-page vt-faint vt-num">
        {page && page.of > 1 && messages.pageOf(format.number(page.number), format.number(page.of))}
      </span>
      <Select
        isQuiet
        label={messages.sortBy}
        className="vt-toolbar-sort vt-wide-only"
        value={sortOf(params, props.isCollection)}
        options={sorts}
        onChange={(sort) => onParamsChange(withSort(params, sort))}
      />
      {view === 'grid' && (
        <input
          type="range"
          className="vt-range vt-wide-only"
          aria-label={messages.thumbnailSize}
          min={TILE_SIZES.min}
          max={TILE_SIZES.max}
          step={8}
          value={tileSize}
          onChange={(event) => onTileSizeChange(Number(event.target.value))}
        />
      )}
      <SegmentedControl
        label={messages.view}
        className="vt-wide-only"
        value={view}
        options={views}
        onChange={onViewChange}
      />
      <Menu
        label={messages.viewOptions}
        items={[...sorts, ...views.map(({ id, label, icon }) => ({ id, label, icon }))]}
        onAction={(id) => {
          const sort = sorts.find((option) => option.id === id);
          if (sort) onParamsChange(withSort(params, sort.id));
          else onViewChange(id === 'list' ? 'list' : 'grid');
        }}
        trigger={
          <IconButton
            icon={SlidersHorizontal}
            label={messages.viewOptions}
            hasTooltip={false}
            className="vt-small-only vt-toolbar-more"
          />
        }
      />
      {props.filter}
      {props.end}
    </div>
  );
}

const totalText = (isExact: boolean, number: string, about: (number: string) => string) =>
  isExact ? number : about(number);
