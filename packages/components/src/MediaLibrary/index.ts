export type { Place } from '../places/place.ts';
export { firstView, type LibraryView, printLibraryView, readLibraryView } from './library-view.ts';
export { MediaLibrary, type MediaLibraryProps } from './MediaLibrary.tsx';
