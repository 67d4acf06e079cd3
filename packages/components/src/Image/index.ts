export { Image, type ImageProps } from './Image.tsx';
export type { MediaMap } from './WithMedia.tsx';
