export { MediaLibrary, type MediaLibraryProps } from './MediaLibrary.tsx';
