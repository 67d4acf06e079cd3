'use client';

import { type RefObject, useMemo } from 'react';
import { useBoxSize } from '../hooks/use-box-size.ts';

export interface GridMetrics {
  columns: number;
  /** Heights and gaps in CSS pixels. */
  rowHeight: number;
  gap: number;
  /** Around the tiles; nothing in a list. */
  pad: number;
  /** Of the head that stays in view. */
  headHeight: number;
  tileWidth: number;
  /** Of the scrolled area; 0 before the first measure. */
  height: number;
  isMeasured: boolean;
}

const MIN_COLUMNS = 2;
/** Between picture and name. */
const NAME_GAP = 6;
const NAME_LINE = 1.45;
const LIST_HEAD = 36;

/** Reads the tokens that apply at this place (density, container, host) and counts the columns that fit. */
export function useGridMetrics(
  ref: RefObject<HTMLElement | null>,
  view: 'grid' | 'list',
  tileSize: number | undefined,
  density: string,
): GridMetrics {
  const { width, height } = useBoxSize(ref);
  return useMemo(() => {
    void density;
    const read = tokensOf(ref.current);
    if (view === 'list') {
      return {
        columns: 1,
        rowHeight: read('--vt-row', 52),
        gap: 0,
        pad: 0,
        headHeight: width >= 600 ? LIST_HEAD : 0,
        tileWidth: width,
        height,
        isMeasured: width > 0,
      };
    }
    const gap = read('--vt-gap', 12);
    const pad = read('--vt-pad', 16);
    const least = tileSize ?? read('--vt-tile', 104);
    const inner = Math.max(0, width - 2 * pad);
    const columns = Math.max(MIN_COLUMNS, Math.floor((inner + gap) / (least + gap)));
    const tileWidth = (inner - gap * (columns - 1)) / columns;
    const nameHeight = Math.ceil(nameSize(ref.current) * NAME_LINE);
    return {
      columns,
      rowHeight: Math.round(tileWidth) + NAME_GAP + nameHeight + gap,
      gap,
      pad,
      headHeight: 0,
      tileWidth,
      height,
      isMeasured: width > 0,
    };
  }, [ref, view, tileSize, density, width, height]);
}

function tokensOf(element: HTMLElement | null): (name: string, fallback: number) => number {
  const style = element ? getComputedStyle(element) : null;
  return (name, fallback) => {
    const value = Number.parseFloat(style?.getPropertyValue(name) ?? '');
    return Number.isFinite(value) ? value : fallback;
  };
}

/** Names are one step (12/13) smaller than the text around them. */
function nameSize(element: HTMLElement | null): number {
  const size = element ? Number.parseFloat(getComputedStyle(element).fontSize) : 13;
  return (size * 12) / 13;
}
