import type { Services } from '../scope.ts';

/** What lies in the storage: `<token>`, or `<token> disputed` where a database found it that has another. */
const form = /^(?<token>[0-9a-f-]{36})(?<disputed> disputed)?$/;

export interface MarkComparison {
  /** `none`: the storage has no mark. `another`: it is not that of this database, or another claims it too. */
  state: 'same' | 'none' | 'another';
  /** What the database has. */
  row: { token: string; markedAt: Date } | null;
  /** The token of the storage, where nobody disputes it yet. */
  undisputedToken: string | null;
}

/**
 * Whether this database and this storage belong together. They don't where two instances share a bucket by mistake, and
 * where one of the two was restored from a backup without the other: then rows may be missing for objects that live.
 */
export async function compareStorageMark({
  db,
  storage,
}: Pick<Services, 'db' | 'storage'>): Promise<MarkComparison> {
  // In this order: where both are renewed in between, the row still knows the token that was read.
  const text = await storage.readMark();
  const row = await db.prisma.storageMark.findFirst();
  if (text === null) return { state: 'none', row, undisputedToken: null };
  const { token = null, disputed } = form.exec(text)?.groups ?? {};
  const undisputedToken = disputed === undefined ? token : null;
  const isSame =
    row !== null &&
    undisputedToken !== null &&
    (undisputedToken === row.token || undisputedToken === row.previousToken);
  return { state: isSame ? 'same' : 'another', row, undisputedToken };
}
