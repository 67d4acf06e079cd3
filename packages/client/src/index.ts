// The entry of the published package: what it exports is its public interface.
export { type ApiKeyParts, parseApiKey } from './api-key.ts';
export { type CollectedReference, collectReferences } from './collect-references.ts';
export {
  type AccessToken,
  type AccessTokenOptions,
  createAccessToken,
  MAX_TOKEN_SECONDS,
} from './create-access-token.ts';
export { type AccessTokenHandlerOptions, createAccessTokenHandler } from './create-access-token-handler.ts';
export { createMediaClient, type MediaClient, type MediaClientOptions } from './create-media-client.ts';
export { deriveTokenKey, type TokenKey } from './derive-token-key.ts';

export {
  croppedRatio,
  type FramedPicture,
  framePicture,
  parseAspect,
  wholePicture,
} from './frame-picture.ts';
export {
  enlargeSizes,
  type ImageCandidate,
  imageCandidates,
  imageSrcSet,
  imageUrl,
  type PicturedFile,
  type PresetWidth,
} from './image-url.ts';
export { signImageSource, signImageUrl } from './sign-image-url.ts';

export { UploadError } from './upload-error.ts';
export { type UploadFileOptions, uploadFile } from './upload-file.ts';
