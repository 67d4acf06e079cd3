import type { Key } from 'react-stately';
import type { MediaCollection } from './media-collection.ts';
import type { GridMetrics } from './use-grid-metrics.ts';

/** Tells React Aria where a tile lies although it may not be in the DOM. */
export function layoutOfTiles(
  collection: MediaCollection,
  metrics: GridMetrics,
  scroller: { current: HTMLElement | null },
) {
  const { columns, rowHeight, tileWidth, gap, pad, headHeight, height } = metrics;
  const width = columns * (tileWidth + gap) - gap + 2 * pad;
  return {
    getItemRect: (key: Key) => {
      const index = collection.indexOf(key);
      if (index === null) return null;
      return {
        x: pad + (index % columns) * (tileWidth + gap),
        y: headHeight + pad + Math.floor(index / columns) * rowHeight,
        width: tileWidth,
        height: rowHeight - gap,
      };
    },
    getContentSize: () => ({
      width,
      height: headHeight + 2 * pad + Math.ceil(collection.size / columns) * rowHeight,
    }),
    getVisibleRect: () => ({ x: 0, y: scroller.current?.scrollTop ?? 0, width, height }),
  };
}
