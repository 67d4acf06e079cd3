import type { KeyboardEvent } from 'react';

/** How many places Alt and an arrow carry a file on in rows of so many; null for other keys. */
export function stepsOf(
  {
    key,
    altKey,
    ctrlKey,
    metaKey,
    shiftKey,
  }: Pick<KeyboardEvent, 'key' | 'altKey' | 'ctrlKey' | 'metaKey' | 'shiftKey'>,
  { columns, isRightToLeft }: { columns: number; isRightToLeft: boolean },
): number | null {
  if (!altKey || ctrlKey || metaKey || shiftKey) return null;
  const forth = isRightToLeft ? -1 : 1;
  switch (key) {
    case 'ArrowUp':
      return -columns;
    case 'ArrowDown':
      return columns;
    case 'ArrowLeft':
      return columns > 1 ? -forth : null;
    case 'ArrowRight':
      return columns > 1 ? forth : null;
    default:
      return null;
  }
}
