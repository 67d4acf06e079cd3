// The entry `@vitrine/components/testing`: a library in memory for tests, stories and hosts.
export { arabicMessages } from '../i18n/arabic-messages.ts';
export {
  createFakeClient,
  type FakeClient,
  type FakeControl,
  type FakeOptions,
} from './create-fake-client.ts';
export type { FakeUploadOptions } from './create-fake-uploads.ts';
export { FakeProvider, type FakeProviderProps } from './FakeProvider.tsx';
export { makeImageFile, makePngFile } from './make-image-file.ts';
export {
  type MediaFileOverrides,
  makeMediaFile,
  makeMediaFiles,
  makeTag,
  testId,
} from './make-media-file.ts';
export { longNameFiles, lookAlikeFiles, sampleCollections, sampleFiles, sampleTags } from './sample-files.ts';
