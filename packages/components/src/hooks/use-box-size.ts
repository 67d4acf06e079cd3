'use client';

import { type RefObject, useLayoutEffect, useState } from 'react';

export interface BoxSize {
  /** Inner size in CSS pixels, without a scrollbar; 0 before the first measure. */
  width: number;
  height: number;
}

// A server has no layout; there the effect must not even be named, or React 18 warns.
const useBrowserLayoutEffect = typeof window === 'undefined' ? () => undefined : useLayoutEffect;

export function useBoxSize(ref: RefObject<HTMLElement | null>): BoxSize {
  const [size, setSize] = useState<BoxSize>({ width: 0, height: 0 });
  useBrowserLayoutEffect(() => {
    const element = ref.current;
    if (!element) return;
    const measure = () =>
      setSize((before) =>
        before.width === element.clientWidth && before.height === element.clientHeight
          ? before
          : { width: element.clientWidth, height: element.clientHeight },
      );
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [ref]);
  return size;
}

/** Width of an element in CSS pixels, 0 before the first measure. */
export function useContainerWidth(ref: RefObject<HTMLElement | null>): number {
  return useBoxSize(ref).width;
}
