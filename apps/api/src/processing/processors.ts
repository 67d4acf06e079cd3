import type { MediaKind } from '@vitrine/schema';
import { processImage } from './process-image.ts';
import { processLeniently } from './process-leniently.ts';
import type { Processor } from './processed-file.ts';

/** Who processes which kind: forgetting one is a compile error. */
export const processors = {
  image: processImage,
  video: processLeniently('video.read'),
  audio: processLeniently('audio.read'),
  document: processLeniently('document.read'),
} satisfies Record<MediaKind, Processor>;
