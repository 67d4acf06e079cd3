'use client';
import { useEffect, useState } from 'react';
import { type DropItem, useDragAndDrop } from 'react-aria-components';
import { moveKeys } from './move-keys.ts';

interface ReorderOptions {
  keys: readonly string[];
  /** What another program gets of a dragged item. */
  textOf(key: string): string;
  onReorder(keys: string[], moved: ReadonlySet<string>): void;
  /** Files that were dropped among the items. */
  onFiles(files: File[]): void;
  isDisabled?: boolean;
}

/** Order by mouse, touch or keyboard, with what happens said aloud by React Aria in the reader's language. */
export function useReorder({ keys, textOf, onReorder, onFiles, isDisabled }: ReorderOptions) {
  const [isDragging, setDragging] = useState(false);
  useSpaceDrops(isDragging);
  const { dragAndDropHooks } = useDragAndDrop({
    isDisabled,
    getItems: (dragged) => [...dragged].map((key) => ({ 'text/plain': textOf(String(key)) })),
    getDropOperation: (target, _types, allowed) =>
      target.type === 'item' && target.dropPosition === 'on' ? 'cancel' : (allowed[0] ?? 'cancel'),
    onDragStart: () => setDragging(true),
    onDragEnd: () => setDragging(false),
    onReorder: ({ keys: dragged, target }) => {
      const moved = new Set([...dragged].map(String));
      onReorder(moveKeys(keys, moved, { key: String(target.key), dropPosition: target.dropPosition }), moved);
    },
    onInsert: ({ items }) => void filesOf(items).then(onFiles),
    onRootDrop: ({ items }) => void filesOf(items).then(onFiles),
  });
  return { dragAndDropHooks, isDragging };
}

async function filesOf(items: DropItem[]): Promise<File[]> {
  const files = items.flatMap((item) => (item.kind === 'file' ? [item.getFile()] : []));
  return Promise.all(files);
}

/** React Aria drops with Enter; Space, which lifted the item, is what the hand expects to drop it. */
function useSpaceDrops(isDragging: boolean) {
  useEffect(() => {
    if (!isDragging) return;
    const onKeyUp = (event: KeyboardEvent) => {
      if (event.key !== ' ' || !(event.target instanceof Element)) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      event.target.dispatchEvent(
        new KeyboardEvent('keyup', { key: 'Enter', bubbles: true, cancelable: true }),
      );
    };
    window.addEventListener('keyup', onKeyUp, true);
    return () => window.removeEventListener('keyup', onKeyUp, true);
  }, [isDragging]);
}
