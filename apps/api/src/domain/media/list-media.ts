import type { MediaListInput, MediaPage } from '@vitrine/schema';
import type * as z from 'zod';
import { listMediaRows } from '../../search-index/list-media-rows.ts';
import type { Scope } from '../scope.ts';
import { keepVisibleNames } from './keep-visible-names.ts';
import { presentMedia } from './present-media.ts';
import { readFilter } from './read-filter.ts';

/**
 * Lists files that the actor may see.
 * @throws MediaError `auth.denied` for the trash of someone who restores nothing, `input.invalid` for a cursor of
 * another list, `not-found` for a collection that is not there.
 */
export async function listMedia(scope: Scope, input: z.output<typeof MediaListInput>): Promise<MediaPage> {
  const { sort, limit, after, before, skip, ...filters } = input;
  const filter = await readFilter(scope, filters);
  const { rows, ...page } = await listMediaRows(scope.db, { filter, sort, limit, after, before, skip });
  const items = (await keepVisibleNames(scope, rows)).map((row) => presentMedia(scope, row));
  return { items, ...page };
}
