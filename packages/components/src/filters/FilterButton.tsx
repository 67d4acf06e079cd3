'use client';

import { ListFilter } from 'lucide-react';
import { lazy, Suspense, useRef, useState } from 'react';
import { Dialog as AriaDialog, Popover } from 'react-aria-components';
import { useMediaQuery } from '../hooks/use-media-query.ts';
import { useFormat } from '../i18n/use-format.ts';
import { useMessages } from '../i18n/use-messages.ts';
import { classNames } from '../ui/class-names.ts';
import { Dialog } from '../ui/Dialog.tsx';
import { IconButton } from '../ui/IconButton.tsx';
import { Skeleton } from '../ui/Skeleton.tsx';
import { useOverlayRoot } from '../ui/use-overlay-root.ts';
import type { FilterPanelProps } from './FilterPanel.tsx';

// Whoever never filters does not load it.
const FilterPanel = lazy(async () => ({ default: (await import('./FilterPanel.tsx')).FilterPanel }));

export interface FilterButtonProps extends Omit<FilterPanelProps, 'onClose'> {
  /** How many filters are on. */
  count: number;
}

/** Opens the filters: beside the button, on a phone as a sheet. */
export function FilterButton({ count, ...panel }: FilterButtonProps) {
  const m = useMessages();
  const format = useFormat();
  const root = useOverlayRoot();
  const trigger = useRef<HTMLSpanElement>(null);
  const isPhone = useMediaQuery('(max-width: 599px)');
  const [isOpen, setOpen] = useState(false);
  const close = () => setOpen(false);
  const label = count > 0 ? m.filterOn(count, format.number(count)) : m.filter;
  const content = (
    <Suspense fallback={<Skeleton />}>
      <FilterPanel {...panel} onClose={close} />
    </Suspense>
  );
  return (
    <span ref={trigger} className={classNames('vt-filter-button', count > 0 && 'vt-filter-button--on')}>
      <IconButton
        icon={ListFilter}
        label={label}
        variant={count > 0 ? 'line' : 'plain'}
        aria-expanded={isOpen}
        onPress={() => setOpen(!isOpen)}
      />
      {count > 0 && (
        <span className="vt-filter-count vt-num" aria-hidden="true">
          {format.number(count)}
        </span>
      )}
      {isPhone ? (
        <Dialog isOpen={isOpen} onClose={close} title={m.filter}>
          {isOpen && content}
        </Dialog>
      ) : (
        <Popover
          {...root.attributes}
          className="vt vt-popover vt-filter-popover"
          triggerRef={trigger}
          placement="bottom end"
          offset={6}
          isOpen={isOpen}
          onOpenChange={setOpen}
          UNSTABLE_portalContainer={root.container}
        >
          <AriaDialog aria-label={m.filter} className="vt-filter-dialog">
            {content}
          </AriaDialog>
        </Popover>
      )}
    </span>
  );
}
