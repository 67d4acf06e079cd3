import type { MediaFile, MediaId } from '@vitrine/schema';
import type { MediaRow } from '../../search-index/media-row.ts';
import type { Scope } from '../scope.ts';
import { findMedia } from './find-media.ts';
import { presentMedia } from './present-media.ts';

/**
 * Files as content shows them, in the order asked for; what is not there or may not be seen is left out. One that was
 * replaced everywhere comes under its own id as the file in its place.
 */
export async function getManyMedia(scope: Scope, input: { ids: readonly string[] }): Promise<MediaFile[]> {
  const rows = await findMedia(scope, input.ids);
  const shown = await findShown(scope, rows);
  return rows.flatMap((row) => {
    if (!isReplaced(row)) return [presentMedia(scope, row)];
    const inPlace = shown.get(row.id);
    if (!inPlace) return [];
    return [{ ...presentMedia(scope, inPlace), id: row.id as MediaId, replacedBy: inPlace.id as MediaId }];
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
