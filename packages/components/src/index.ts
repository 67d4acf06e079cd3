// The entry of the published package: what it exports is its public interface.

export { useMedia } from './hooks/use-media.ts';
export { useMediaFiles } from './hooks/use-media-files.ts';
export { useMediaList } from './hooks/use-media-list.ts';
export { arabicMessages } from './i18n/arabic-messages.ts';
export { englishMessages, type MessageKey, type Messages } from './i18n/messages.ts';
export { createKitClient, type KitClientOptions } from './provider/create-kit-client.ts';
export type { AccessToken, GetToken } from './provider/create-token-cache.ts';
export type { KitClient } from './provider/kit-client.ts';
export { KitError, type KitErrorCode } from './provider/kit-error.ts';
export { MediaProvider, type MediaProviderProps } from './provider/MediaProvider.tsx';
export type { UploadRequest, UploadResult, UploadTransport } from './provider/upload-transport.ts';
