export { BrowseButton, type BrowseButtonProps } from './BrowseButton.tsx';
export { MediaUpload, type MediaUploadProps } from './MediaUpload.tsx';
export { UploadDock } from './UploadDock.tsx';
export { UploadTarget, type UploadTargetProps } from './UploadTarget.tsx';
