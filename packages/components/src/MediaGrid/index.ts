export { MediaGrid } from './MediaGrid.tsx';
export type { MediaGridProps } from './media-grid-props.ts';
