'use client';

import { useState } from 'react';
import { browserStorage, writeStored } from '../store/browser-storage.ts';

/** Remembers in this browser how a person likes to look: grid or list, and how large. */
export function useViewPreference<Value extends string | number>(
  name: 'view' | 'tile-size',
  isValue: (stored: unknown) => stored is Value,
  fallback: Value,
): [Value, (value: Value) => void] {
  const [value, setValue] = useState<Value>(() => {
    const text = browserStorage()?.getItem(`vitrine:${name}`);
    const stored = text === null || text === undefined ? null : parse(text);
    return isValue(stored) ? stored : fallback;
  });
  return [
    value,
    (next) => {
      setValue(next);
      writeStored(`vitrine:${name}`, next);
    },
  ];
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

export const isView = (value: unknown): value is 'grid' | 'list' => value === 'grid' || value === 'list';
export const isTileSize = (value: unknown): value is number =>
  typeof value === 'number' && value >= 80 && value <= 240;
