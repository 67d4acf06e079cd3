export { GalleryEditor, type GalleryEditorProps } from './GalleryEditor.tsx';
export { GalleryView, type GalleryViewProps } from './GalleryView.tsx';
