'use client';
import { type RefCallback, useCallback } from 'react';

/** CSS properties by name; one that is `undefined` is taken away. */
export type StyleProperties = Readonly<Record<`--vt-${string}`, string | undefined>>;

/**
 * Sets custom properties on the element that it is the `ref` of. They go through the DOM and never into markup, so
 * that a page under a strict content security policy can be rendered on the server.
 */
export function useStyleProperties<Target extends HTMLElement | SVGElement>(
  properties: StyleProperties,
): RefCallback<Target> {
  const key = JSON.stringify(Object.entries(properties));
  return useCallback(
    (element: Target | null) => {
      for (const [name, value] of JSON.parse(key) as [string, string?][]) {
        if (value === undefined || value === null) element?.style.removeProperty(name);
        else element?.style.setProperty(name, value);
      }
    },
    [key],
  );
}
