import type { DuplicatePage } from '@vitrine/schema';
import { readCursor, writeCursor } from '../../search-index/cursor.ts';
import type { MediaRow } from '../../search-index/media-row.ts';
import { authorize } from '../identity/can.ts';
import { findMedia } from '../media/find-media.ts';
import { keepVisibleNames } from '../media/keep-visible-names.ts';
import { presentMedia } from '../media/present-media.ts';
import { reachOf } from '../media/reach-of.ts';
import type { Scope } from '../scope.ts';
import { expandGroups, findSeeds } from './find-groups.ts';

/** What the pages are: by the smallest id of a group that the actor may see. */
const LIST = { sort: 'duplicates', filters: null };

/**
 * Files that are the same or look nearly so, by group: what hangs together by pairs is one. Of one group at most fifty.
 * The first of a group is the one to keep: the most used, of those the largest, of those the oldest.
 * @throws MediaError `input.invalid` for a cursor of another list.
 */
export async function listDuplicates(
  scope: Scope,
  { limit, after }: { limit: number; after?: string | undefined },
): Promise<DuplicatePage> {
  authorize(scope.actor, 'library.read');
  const reach = reachOf(scope.actor, 'live');
  const groups: string[][] = [];
  let last = after === undefined ? null : readCursor(LIST, after).id;
  let hasMore = true;
  while (groups.length <= limit && hasMore) {
    const seeds = await findSeeds(scope, reach, { after: last, limit: limit + 1 });
    hasMore = seeds.length === limit + 1;
    last = seeds.at(-1) ?? last;
    const expanded = await expandGroups(scope, reach, seeds);
    // One that leads to a smaller id is shown with that one.
    groups.push(
      ...expanded.filter(([seed = '', ...others]) => others.length > 0 && others.every((id) => id > seed)),
    );
  }
  const shown = groups.slice(0, limit);
  const rows = await findMedia(scope, shown.flat());
  const byId = new Map((await keepVisibleNames(scope, rows)).map((row) => [row.id, row]));
  const end = shown.at(-1)?.[0];
  return {
    groups: shown.flatMap((ids) => {
      const files = ids.flatMap((id) => byId.get(id) ?? []).sort(bestFirst);
      const isIdentical = new Set(files.map(({ sha256 }) => sha256)).size === 1;
      return files.length < 2 ? [] : [{ files: files.map((row) => presentMedia(scope, row)), isIdentical }];
    }),
    nextCursor: groups.length > limit && end ? writeCursor(LIST, { value: end, id: end }) : null,
  };
}

function bestFirst(a: MediaRow, b: MediaRow): number {
  const pixels = ({ width, height }: MediaRow) => (width ?? 0) * (height ?? 0);
  return (
    Number(b.reference_count) - Number(a.reference_count) ||
    pixels(b) - pixels(a) ||
    Number(b.size_bytes) - Number(a.size_bytes) ||
    a.created_at.getTime() - b.created_at.getTime() ||
    (a.id < b.id ? -1 : 1)
  );
}
