export { MediaUpload, type MediaUploadProps } from './MediaUpload.tsx';
