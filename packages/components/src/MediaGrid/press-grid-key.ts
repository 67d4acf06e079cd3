import type { MediaId } from '@vitrine/schema';
import type { KeyboardEvent } from 'react';
import type { Key } from 'react-stately';
import type { MediaCollection } from './media-collection.ts';
import type { MediaGridProps } from './media-grid-props.ts';

/** Keys that React Aria leaves to us. True where the key was one of them. */
export function pressGridKey(
  event: KeyboardEvent,
  props: MediaGridProps,
  collection: MediaCollection,
  focusedKey: Key | null,
  selectedIds: readonly MediaId[],
): boolean {
  const isMod = event.ctrlKey || event.metaKey;
  const focused = collection.fileOf(focusedKey);
  const call = <Values extends unknown[]>(
    handler: ((...values: Values) => void) | undefined,
    ...values: Values
  ) => {
    handler?.(...values);
    return handler !== undefined;
  };
  switch (event.key) {
    case 'Enter':
      if (isMod) return call(props.onConfirm);
      return focused !== null && call(props.onOpen, focused);
    case '?':
      return call(props.onShortcuts);
    case 'a':
      return isMod && props.selectionMode === 'multiple' && call(props.onSelectAll);
    case 'Delete': {
      const chosen = selectedIds.flatMap((id) => collection.fileOf(id) ?? []);
      const files = chosen.length > 0 ? chosen : focused ? [focused] : [];
      return files.length > 0 && call(props.onDelete, files);
    }
    default:
      return false;
  }
}
