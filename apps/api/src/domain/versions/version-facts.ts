import type { MediaVersion } from '../../db/generated/client.ts';
import type { VersionFacts } from '../uploads/record-media.ts';

/** What is known of the bytes of a version, for another version of the same blob. */
export function factsOfVersion(version: MediaVersion): VersionFacts {
  return {
    width: version.width,
    height: version.height,
    durationSeconds: version.durationSeconds,
    pageCount: version.pageCount,
    hasAlpha: version.hasAlpha,
    animated: version.animated,
    metadata: version.metadata as object,
    privateMetadata: version.privateMetadata as object,
    phash: version.phash,
    placeholder: version.placeholder,
    palette: version.palette,
    damaged: version.damaged,
    extractedText: version.extractedText,
  };
}
