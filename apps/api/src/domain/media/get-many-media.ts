import type { MediaFile, MediaId } from '@vitrine/schema';
import type { MediaRow } from '../../search-index/media-row.ts';
import type { Scope } from '../scope.ts';
import { findMedia } from './find-media.ts';
import { keepVisibleNames } from './keep-visible-names.ts';
import { presentMedia } from './present-media.ts';

/**
 * Files as content shows them, in the order asked for; what is not there or may not be seen is left out. One that was
 * replaced everywhere comes under its own id as the file in its place.
 */
export async function getManyMedia(scope: Scope, input: { ids: readonly string[] }): Promise<MediaFile[]> {
  const rows = await findMedia(scope, input.ids);
  const shown = await findShown(scope, rows);
  const pairs = rows.flatMap((row) => {
    const file = isReplaced(row) ? shown.get(row.id) : row;
    return file ? [{ id: row.id, file }] : [];
  });
  const files = await keepVisibleNames(
    scope,
    pairs.map(({ file }) => file),
  );
  return pairs.flatMap(({ id, file: { id: shownId } }, index) => {
    const file = files[index];
    if (!file) return [];
    const presented = presentMedia(scope, file);
    return [shownId === id ? presented : { ...presented, id: id as MediaId, replacedBy: shownId as MediaId }];
  });
}

const isReplaced = (row: MediaRow) => row.replaced_by !== null && row.deleted_at === null;

/** The files in the place of those that were replaced, as far as the actor may see them. */
async function findShown(scope: Scope, rows: readonly MediaRow[]): Promise<Map<string, MediaRow>> {
  const replaced = rows.filter(isReplaced).map(({ id }) => id);
  if (replaced.length === 0) return new Map();
  const { rows: pairs } = await scope.db.pool.query<{ media_id: string; shown_id: string }>(
    'select media_id, shown_id from shown_in_place_of($1)',
    [replaced],
  );
  const found = await findMedia(
    scope,
    pairs.map(({ shown_id }) => shown_id),
  );
  const byId = new Map(found.map((row) => [row.id, row]));
  return new Map(
    pairs.flatMap(({ media_id, shown_id }) => {
      const row = byId.get(shown_id);
      return row ? [[media_id, row] as const] : [];
    }),
  );
}
