import type { Transaction } from '../../db/transaction.ts';
import { MediaError } from '../../errors/media-error.ts';
import type { Scope } from '../scope.ts';
import type { LockedMedia } from './lock-media.ts';

/**
 * Which of the files are shown in the place of others that stay: without them, the content of those would show nothing.
 * Not even force changes that.
 */
export async function findStandingIn(
  tx: Transaction,
  scope: Scope,
  media: readonly LockedMedia[],
): Promise<Map<LockedMedia, MediaError>> {
  const ids = media.map(({ id }) => id);
  const shownBy = await tx.media.findMany({
    where: { namespaceId: scope.namespace.id, deletedAt: null, replacedBy: { in: ids } },
    select: { id: true, title: true, replacedBy: true },
    orderBy: { id: 'asc' },
  });
  // What stays because it stands in for another needs what stands in for it.
  const going = new Set(ids);
  let replaced: typeof shownBy = [];
  for (let before = -1; before !== replaced.length; ) {
    before = replaced.length;
    replaced = shownBy.filter(({ id }) => !going.has(id));
    for (const { replacedBy } of replaced) if (replacedBy !== null) going.delete(replacedBy);
  }
  return new Map(
    media.flatMap((item) => {
      const others = replaced.filter(({ replacedBy }) => replacedBy === item.id);
      const [first] = others;
      if (!first) return [];
      const more = others.length > 1 ? ` and ${others.length - 1} more` : '';
      const message = `“${item.title}” is shown in the place of “${first.title}”${more}. Undo that first.`;
      const details = { mediaId: item.id, usedIn: [], inPlaceOf: others.map(({ id }) => id) };
      return [[item, new MediaError('media.in-use', details, { message })]];
    }),
  );
}
