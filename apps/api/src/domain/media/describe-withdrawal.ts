import type { AccessLevel } from '@vitrine/schema';
import type { Change } from '../record-change.ts';

const isForMembers = (level: AccessLevel) => level === 'public' || level === 'members';

/**
 * The event that tells members of files which they see no more, beside the one that tells those who still do. Of what
 * only some of them saw it says nothing: an id is not for those who never saw it.
 */
export function describeWithdrawal(
  ids: readonly string[],
  { from, to }: { from: AccessLevel; to: AccessLevel },
): Change[] {
  if (!isForMembers(from) || isForMembers(to)) return [];
  // The change itself has its line in the audit.
  return [{ action: 'media.withdrawn', entity: 'media', ids: [], event: 'media.withdrawn', eventIds: ids }];
}

/** The same for files that each had and get a level of their own; without `to` one keeps its. */
export function describeWithdrawals(
  files: readonly { id: string; from: AccessLevel; to: AccessLevel | undefined }[],
): Change[] {
  const hidden = files.filter(({ from, to = from }) => isForMembers(from) && !isForMembers(to));
  if (hidden.length === 0) return [];
  const ids = hidden.map(({ id }) => id);
  return describeWithdrawal(ids, { from: 'members', to: 'private' });
}
