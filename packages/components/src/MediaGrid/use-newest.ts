'use client';

import { useRef, useState } from 'react';

/** A function that stays the same and calls the newest handler: owners write handlers in place. */
export function useNewest<Values extends unknown[]>(
  handler: ((...values: Values) => void) | undefined,
): (...values: Values) => void {
  const newest = useRef(handler);
  newest.current = handler;
  const [call] = useState(
    () =>
      (...values: Values) =>
        newest.current?.(...values),
  );
  return call;
}
