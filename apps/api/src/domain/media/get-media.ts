import type { MediaFile } from '@vitrine/schema';
import { MediaError } from '../../errors/media-error.ts';
import type { Scope } from '../scope.ts';
import { findMedia } from './find-media.ts';
import { keepVisibleNames } from './keep-visible-names.ts';
import { presentMedia } from './present-media.ts';

/**
 * One file, also one in the trash for those who may restore it.
 * @throws MediaError `not-found`, also for what the actor may not see.
 */
export async function getMedia(scope: Scope, input: { id: string }): Promise<MediaFile> {
  const [row] = await keepVisibleNames(scope, await findMedia(scope, [input.id]));
  if (!row) throw new MediaError('not-found', { id: input.id });
  return presentMedia(scope, row);
}
