import type { MediaFile } from '@vitrine/schema';
import type { Scope } from '../scope.ts';
import { findMedia } from './find-media.ts';
import { presentMedia } from './present-media.ts';

/** Files in the order asked for; what is not there or may not be seen is left out. */
export async function getManyMedia(scope: Scope, input: { ids: readonly string[] }): Promise<MediaFile[]> {
  const rows = await findMedia(scope, input.ids);
  return rows.map((row) => presentMedia(scope, row));
}
