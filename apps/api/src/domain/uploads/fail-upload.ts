import { transaction } from '../../db/transaction.ts';
import type { MediaError } from '../../errors/media-error.ts';
import type { Scope } from '../scope.ts';
import { moveLedger } from './move-ledger.ts';
import type { ReceivedFile } from './received-file.ts';
import { lockEnded, settleUpload } from './settle-upload.ts';

/** Ends an upload that was refused: says why in its row, gives back what was held for it, removes its bytes. */
export async function failUpload(scope: Scope, received: ReceivedFile, refusal: MediaError): Promise<void> {
  const { code, message, details } = refusal;
  const hadEnded = await transaction(scope, async (tx) => {
    if (await lockEnded(tx, received.uploadId)) return true;
    await settleUpload(tx, scope, received, { state: 'failed', error: { code, message, details } });
    await moveLedger(tx, scope.namespace.id, { usedBytes: 0, reservedBytes: -received.reservedBytes });
    return false;
  });
  if (!hadEnded) await scope.storage.delete(received.key);
}
