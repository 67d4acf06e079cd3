import type { KeyboardEvent, MouseEvent } from 'react';

interface RowCommands {
  /** Enter on a row, or a double click. */
  onOpen(key: string): void;
  /** Delete on a row or inside it. */
  onDelete(key: string): void;
}

/**
 * What the rows of a React Aria list do beyond focus and order, for an element around it. The list's own `onAction`
 * also answers to Enter on a button inside a row, and so would open what that button takes out.
 */
export function rowCommands({ onOpen, onDelete }: RowCommands) {
  return {
    onKeyDown: (event: KeyboardEvent) => {
      const row = rowOf(event.target);
      const key = row?.getAttribute('data-key');
      if (!key) return;
      if (event.key === 'Delete') onDelete(key);
      if (event.key === 'Enter' && event.target === row) onOpen(key);
    },
    onDoubleClick: (event: MouseEvent) => {
      const isButton = event.target instanceof Element && event.target.closest('button') !== null;
      const key = rowOf(event.target)?.getAttribute('data-key');
      if (key && !isButton) onOpen(key);
    },
  };
}

function rowOf(target: EventTarget): Element | null {
  return target instanceof Element ? target.closest('[role="row"]') : null;
}
