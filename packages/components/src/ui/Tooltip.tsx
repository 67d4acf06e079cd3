'use client';

import type { ReactElement } from 'react';
import { Tooltip as AriaTooltip, TooltipTrigger } from 'react-aria-components';
import { useOverlayRoot } from './use-overlay-root.ts';

export interface TooltipProps {
  label: string;
  /** A button; its accessible name stays its own. */
  children: ReactElement;
}

/** Milliseconds of rest before it shows. */
const DELAY_MS = 500;

export function Tooltip({ label, children }: TooltipProps) {
  const root = useOverlayRoot();
  return (
    <TooltipTrigger delay={DELAY_MS}>
      {children}
      <AriaTooltip
        {...root.attributes}
        offset={6}
        UNSTABLE_portalContainer={root.container}
        className="vt vt-tooltip"
      >
        {label}
      </AriaTooltip>
    </TooltipTrigger>
  );
}
