import type { MediaFile } from './media.ts';
import type { MediaRights } from './media-filters.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * How the rights of a file stand at a time, now unless told; null where nothing has to be said of them.
 * @param warningDays before their end, from which on they are ending.
 */
export function rightsOf(
  { rightsStart, rightsEnd }: Pick<MediaFile, 'rightsStart' | 'rightsEnd'>,
  at = new Date(),
  warningDays = 30,
): MediaRights | null {
  if (rightsStart !== null && Date.parse(rightsStart) > at.getTime()) return 'not-started';
  if (rightsEnd === null) return null;
  const leftMs = Date.parse(rightsEnd) - at.getTime();
  if (leftMs <= 0) return 'ended';
  return leftMs <= warningDays * DAY_MS ? 'ending' : null;
}

/** Whether content may begin to use a file, now unless told: it is approved, and within its rights. */
export function isOffered(
  media: Pick<MediaFile, 'rightsStart' | 'rightsEnd' | 'reviewStatus' | 'deletedAt'>,
  at = new Date(),
): boolean {
  const rights = rightsOf(media, at, 0);
  return media.deletedAt === null && media.reviewStatus === 'approved' && rights === null;
}
