import type { MediaUse } from '@vitrine/schema';

const NAMED = 3;

/** A sentence that says why a file stays: `hero.jpg is used in “Spring campaign” (page) and 2 more. Remove …`. */
export function describeUses(mediaTitle: string, uses: readonly MediaUse[]): string {
  const names = uses.slice(0, NAMED).map((use) => `“${use.title || use.contentId}” (${use.contentType})`);
  const more = uses.length - names.length;
  const list = more > 0 ? `${names.join(', ')} and ${more} more` : names.join(', ');
  if (!list)
    return `“${mediaTitle}” stands in the place of another file. Undo that first, then move it to the trash.`;
  return `“${mediaTitle}” is still used in ${list}. Remove it there first, then move it to the trash.`;
}
