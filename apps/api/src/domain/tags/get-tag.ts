import type { Tag } from '@vitrine/schema';
import { MediaError } from '../../errors/media-error.ts';
import type { Scope } from '../scope.ts';
import { findTags } from './find-tags.ts';

/** @throws MediaError `not-found`. */
export async function getTag(scope: Scope, input: { id: string }): Promise<Tag> {
  const [tag] = await findTags(scope, { ids: [input.id] });
  if (!tag) throw new MediaError('not-found', { id: input.id });
  return tag;
}
