import type { MediaKind } from '@vitrine/schema';
import { processImage } from './process-image.ts';
import { opaqueFile, type Processor } from './processed-file.ts';

const keepAsItIs: Processor = () => Promise.resolve(opaqueFile);

/** Who processes which kind: forgetting one is a compile error. */
export const processors = {
  image: processImage,
  video: keepAsItIs,
  audio: keepAsItIs,
  document: keepAsItIs,
} satisfies Record<MediaKind, Processor>;
