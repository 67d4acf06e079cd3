import type { InfiniteData } from '@tanstack/react-query';
import type { MediaFile, MediaId, MediaPage } from '@vitrine/schema';

/** After which file the moved ones come when the first (or, forwards, the last) of them goes so many places on; null is
 *  the start, undefined that they are there already. */
export function anchorOf(
  files: readonly MediaFile[],
  moved: readonly MediaId[],
  steps: number,
): MediaId | null | undefined {
  const places = files.flatMap(({ id }, index) => (moved.includes(id) ? [index] : []));
  const edge = steps < 0 ? places[0] : places.at(-1);
  const end = steps < 0 ? 0 : files.length - 1;
  if (edge === undefined || edge === end) return undefined;
  const at = Math.min(files.length - 1, Math.max(0, edge + steps));
  // Backwards they take the place of the file there, so they come after the one before it.
  const rest = files.slice(0, steps < 0 ? at : at + 1).filter(({ id }) => !moved.includes(id));
  return rest.at(-1)?.id ?? null;
}

/** The file after which they come when they are dropped beside another one; undefined where that is one of them. */
export function anchorBeside(
  files: readonly MediaFile[],
  moved: readonly MediaId[],
  target: MediaId,
  side: 'before' | 'after',
): MediaId | null | undefined {
  if (moved.includes(target)) return undefined;
  if (side === 'after') return target;
  const before = files.slice(
    0,
    files.findIndex(({ id }) => id === target),
  );
  return before.filter(({ id }) => !moved.includes(id)).at(-1)?.id ?? null;
}

/** The files of a list in the new order, page for page as many as there were. */
export function placeFiles(
  data: InfiniteData<MediaPage>,
  moved: readonly MediaId[],
  after: MediaId | null,
): InfiniteData<MediaPage> {
  const all = data.pages.flatMap(({ items }) => items);
  const going = moved.flatMap((id) => all.find((file) => file.id === id) ?? []);
  const rest = all.filter(({ id }) => !moved.includes(id));
  const at = after === null ? 0 : rest.findIndex(({ id }) => id === after) + 1;
  const order = [...rest.slice(0, at), ...going, ...rest.slice(at)];
  let from = 0;
  const pages = data.pages.map((page) => {
    const items = order.slice(from, from + page.items.length);
    from += page.items.length;
    return { ...page, items };
  });
  return { ...data, pages };
}
