import { transaction } from '../../db/transaction.ts';
import type { GroundServices } from '../scope.ts';
import { moveLedger } from './move-ledger.ts';

/**
 * Open to expired, and what the ledger held for it is free. Where it is not open any more, nothing happens.
 * @returns whether it was open.
 */
export function expireUpload(
  services: Pick<GroundServices, 'db' | 'now'>,
  uploadId: string,
): Promise<boolean> {
  return transaction(services, async (tx) => {
    const [open] = await tx.$queryRaw<{ namespace_id: string; reserved_bytes: bigint }[]>`
      select namespace_id, reserved_bytes from upload where id = ${uploadId}::uuid and state = 'open' for update`;
    if (!open) return false;
    await tx.upload.update({
      where: { id: uploadId },
      data: { state: 'expired', reservedBytes: 0, finishedAt: services.now() },
    });
    await moveLedger(tx, open.namespace_id, { usedBytes: 0, reservedBytes: -Number(open.reserved_bytes) });
    return true;
  });
}
