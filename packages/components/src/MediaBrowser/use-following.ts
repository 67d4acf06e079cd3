'use client';

import { useState } from 'react';

/** A text that is typed here and follows its owner when that changes it. What its owner is told is no change of it. */
export function useFollowing(
  value: string,
): [text: string, setText: (text: string) => void, tell: (value: string) => void] {
  const [state, setState] = useState({ text: value, from: value });
  if (state.from !== value) setState({ text: value, from: value });
  return [
    state.from === value ? state.text : value,
    (text) => setState(({ from }) => ({ text, from })),
    (told) => setState(({ text }) => ({ text, from: told })),
  ];
}
