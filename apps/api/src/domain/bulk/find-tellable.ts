import { AccessLevel } from '@vitrine/schema';
import type { Transaction } from '../../db/transaction.ts';
import type { Scope } from '../scope.ts';

interface Owned {
  accessLevel: AccessLevel;
  ownerId: string | null;
}

/** Of which files may be told what is said of them. */
export interface Tellable {
  /** On the kept file itself. */
  there: string[];
  /** That they are in a collection: who sees that one may be fewer than see the kept file. */
  within(collection: Owned): string[];
}

/**
 * Finds those of some files that everybody may see who sees another one. What is said of them can stand on that one and tells
 * nobody anything; what is said of the rest would tell more people than it was written for. One that is not offered tells
 * nothing to one that is: nobody has approved it. The files are locked.
 */
export async function findTellable(
  tx: Transaction,
  scope: Scope,
  keepId: string,
  fromIds: readonly string[],
): Promise<Tellable> {
  const namespaceId = scope.namespace.id;
  const rows = await tx.$queryRaw<
    { id: string; access_level: AccessLevel; uploaded_by: string | null; offered: boolean }[]
  >`
    select id, access_level, uploaded_by,
      is_offered(review_status, rights_start, rights_end, ${scope.now()}::timestamptz) as offered
    from media where namespace_id = ${namespaceId}::uuid and id = any (${[keepId, ...fromIds]}::uuid[])`;
  const byId = new Map(
    rows.map((row) => [row.id, { ...row, accessLevel: row.access_level, ownerId: row.uploaded_by }]),
  );
  const kept = byId.get(keepId);
  if (!kept) throw new Error(`The file ${keepId} is locked and not there`);
  const offered = fromIds.flatMap((id) => byId.get(id) ?? []).filter((from) => from.offered || !kept.offered);
  const { userId } = scope.actor;
  const seenByAllOf = (who: Owned) => offered.filter((from) => seesAsMuch(who, from, userId));
  const there = seenByAllOf(kept).map(({ id }) => id);
  return {
    there,
    within: (collection) => [...new Set([...there, ...seenByAllOf(collection).map(({ id }) => id)])],
  };
}

/**
 * Whether everybody who sees the one sees the other: by its level, and whose it is, who sees it whatever its level. Their role is
 * not asked: each token may lower it.
 * @param actorId who sees all of them, or could not merge them.
 */
function seesAsMuch(one: Owned, other: Owned, actorId: string | null): boolean {
  // The wider one first.
  const rank = ({ accessLevel }: Owned) => AccessLevel.options.indexOf(accessLevel);
  if (rank(other) > rank(one)) return false;
  const isForMembers = other.accessLevel === 'public' || other.accessLevel === 'members';
  return isForMembers || one.ownerId === null || one.ownerId === other.ownerId || one.ownerId === actorId;
}
