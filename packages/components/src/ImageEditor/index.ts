export { ImageEditor, type ImageEditorProps } from './ImageEditor.tsx';
export { ImageView, type ImageViewProps } from './ImageView.tsx';
