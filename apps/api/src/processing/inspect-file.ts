import { MediaError } from '../errors/media-error.ts';
import { type AgreedType, agreeOnType } from './agree-on-type.ts';
import type { DecodePool } from './decode-pool.ts';
import type { ProcessedFile } from './processed-file.ts';
import { processors } from './processors.ts';
import { presetRecipes, type RenditionRecipe } from './recipes.ts';

interface FileToInspect {
  /** Where the bytes lie on this machine: `storage.withLocalFile` lends it. */
  path: string;
  /** As the client named it. Decides nothing but whether it fits. */
  filename: string;
  /** As the client declared it, if it did. */
  declaredMimeType?: string;
  /** MIME types that this library takes; all that the schema knows where it is left out. */
  allowedTypes?: readonly string[];
  /** What to render of an image; the three presets where it is left out. */
  recipes?: readonly RenditionRecipe[];
}

export interface InspectedFile extends AgreedType, ProcessedFile {
  sizeBytes: number;
}

/**
 * The one check that every door runs before a file is kept: type by content, held against its name and what was
 * declared, then what the kind's processor has to say.
 *
 * An image is decoded here, once, and its renditions come back with the answer. A picture that can't be decoded must be
 * refused at the door, and no cheaper look tells: the least that reads all data of a 12-megapixel JPEG, a decode at an
 * eighth of its size, took 40 ms where the decode to 800 pixels took 66 ms and all three renditions 156 ms, and its
 * result would be thrown away. Whoever stores the renditions with the file spares the job a second decode.
 *
 * @throws MediaError 'upload.empty'; as `agreeOnType` and `processImage`.
 */
export async function inspectFile(decodePool: DecodePool, file: FileToInspect): Promise<InspectedFile> {
  const { sizeBytes, mimeType: sniffedMimeType } = await decodePool.run('file.sniff', { path: file.path });
  if (sizeBytes === 0) throw new MediaError('upload.empty');
  const agreed = agreeOnType({
    filename: file.filename,
    declaredMimeType: file.declaredMimeType,
    sniffedMimeType,
    allowedTypes: file.allowedTypes,
  });
  const processed = await processors[agreed.kind](decodePool, {
    path: file.path,
    mimeType: agreed.mimeType,
    recipes: file.recipes ?? presetRecipes,
  });
  return { ...processed, ...agreed, sizeBytes };
}
