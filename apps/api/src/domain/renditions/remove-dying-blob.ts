import { transaction } from '../../db/transaction.ts';
import { parseObjectKey } from '../../storage/object-keys.ts';
import type { Services } from '../scope.ts';

/**
 * Removes the objects of a blob that was given up, with all that was made of it, then says that it is dead. Dying was
 * committed before, so nobody can come to need them. Doing it twice does no harm.
 */
export async function removeDyingBlob(
  services: Pick<Services, 'db' | 'storage'>,
  blobId: string,
): Promise<void> {
  for (;;) {
    const blob = await services.db.prisma.blob.findFirst({
      where: { id: blobId, state: 'dying' },
      select: { storageKey: true, renditions: { select: { id: true, storageKey: true } } },
    });
    if (!blob) return;
    const { renditions } = blob;
    for (const { storageKey } of [blob, ...renditions]) {
      await services.storage.delete(parseObjectKey(storageKey));
    }
    const isDead = await transaction(services, async (tx) => {
      await tx.$queryRaw`select id from blob where id = ${blobId}::uuid for update`;
      await tx.rendition.deleteMany({ where: { id: { in: renditions.map(({ id }) => id) } } });
      // One that was on its way when the blob began to die.
      if ((await tx.rendition.count({ where: { blobId } })) > 0) return false;
      await tx.blob.updateMany({ where: { id: blobId, state: 'dying' }, data: { state: 'dead' } });
      return true;
    });
    if (isDead) return;
  }
}
