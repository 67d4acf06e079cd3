import type { Services } from '../scope.ts';

/**
 * Gives database and storage a new token, the database first: where it is restored later from a backup that was made
 * before, its token is an old one.
 * @param before.row the token of the database: where it has another by now, somebody else has renewed it and nothing is
 * done. Null claims the storage whatever there was.
 * @param before.stored the token of the storage, which it keeps where this process dies in between.
 */
export async function renewStorageMark(
  services: Services,
  before: { row: string | null; stored: string | null },
): Promise<void> {
  const { storageMark } = services.db.prisma;
  const mark = { token: services.newId(), previousToken: before.stored, markedAt: services.now() };
  if (before.row === null) await storageMark.upsert({ where: { id: 1 }, create: mark, update: mark });
  else if ((await storageMark.updateMany({ where: { token: before.row }, data: mark })).count === 0) return;
  await services.storage.writeMark(mark.token);
}
