'use client';

import { useRef, useState } from 'react';
import type { ListState } from 'react-stately/useListState';

type Manager = ListState<unknown>['selectionManager'];

/** A list state that stays the same object and always answers with the newest values. React Aria makes a new one for
 *  every change; with this one a tile sleeps while others change, and its press still sees what is selected by then. */
export function useLiveState<Item>(state: ListState<Item>): ListState<Item> {
  const newest = useRef(state);
  newest.current = state;
  const [live] = useState(
    (): ListState<Item> => ({
      get collection() {
        return newest.current.collection;
      },
      get disabledKeys() {
        return newest.current.disabledKeys;
      },
      selectionManager: forwardTo(() => newest.current.selectionManager),
    }),
  );
  return live;
}

function forwardTo(newest: () => Manager): Manager {
  return new Proxy({} as Manager, {
    get(_target, name) {
      const manager = newest();
      const value: unknown = Reflect.get(manager, name, manager);
      return typeof value === 'function' ? value.bind(manager) : value;
    },
  });
}
