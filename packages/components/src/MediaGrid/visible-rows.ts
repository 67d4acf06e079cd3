import type { Range } from '@tanstack/react-virtual';

/** The rows to keep in the DOM: those seen, some around them, and the one in focus, wherever it is. Without it the
 *  focus would be lost as soon as its row is scrolled away. */
export function visibleRows(range: Range, focusedRow: number | null): number[] {
  const first = Math.max(0, range.startIndex - range.overscan);
  const last = Math.min(range.count - 1, range.endIndex + range.overscan);
  const rows = Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index);
  if (focusedRow === null || focusedRow >= range.count || (focusedRow >= first && focusedRow <= last))
    return rows;
  return focusedRow < first ? [focusedRow, ...rows] : [...rows, focusedRow];
}
