// The entry of the published package: what it exports is its public interface.

export { CropEditor, type CropEditorProps, type CropResult, type CropSlot } from './CropEditor/index.ts';
export {
  GalleryEditor,
  type GalleryEditorProps,
  GalleryView,
  type GalleryViewProps,
} from './GalleryEditor/index.ts';
export { useMedia } from './hooks/use-media.ts';
export { useMediaFiles } from './hooks/use-media-files.ts';
export { useMediaList } from './hooks/use-media-list.ts';
export { Image, type ImageProps, type MediaMap } from './Image/index.ts';
export { ImageEditor, type ImageEditorProps, ImageView, type ImageViewProps } from './ImageEditor/index.ts';
export { arabicMessages } from './i18n/arabic-messages.ts';
export { type AllMessages as Messages, englishMessages, type MessageKey } from './i18n/messages.ts';
export * from './MediaBrowser/index.ts';
export * from './MediaCard/index.ts';
export { MediaDetails, type MediaDetailsProps } from './MediaDetails/index.ts';
export {
  MediaField,
  type MediaFieldProps,
  type MultipleFieldProps,
  type SingleFieldProps,
} from './MediaField/index.ts';
export * from './MediaGrid/index.ts';
export * from './MediaLibrary/index.ts';
export { MediaPicker, type MediaPickerProps, type PickedMedia } from './MediaPicker/index.ts';
export * from './MediaSearch/index.ts';
export { MediaTrash, type MediaTrashProps } from './MediaTrash/index.ts';
export { MediaUpload, type MediaUploadProps } from './MediaUpload/index.ts';
export { NewsView, type NewsViewProps } from './NewsEditor/NewsView.tsx';
export { createKitClient, type KitClientOptions } from './provider/create-kit-client.ts';
export type { AccessToken, GetToken } from './provider/create-token-cache.ts';
export type { KitClient } from './provider/kit-client.ts';
export { KitError, type KitErrorCode } from './provider/kit-error.ts';
export { MediaProvider, type MediaProviderProps } from './provider/MediaProvider.tsx';
export type { UploadRequest, UploadResult, UploadTransport } from './provider/upload-transport.ts';
export {
  type WidgetEditor,
  type WidgetEditorProps,
  type WidgetViewProps,
  widgetEditors,
} from './widget-editors.ts';
