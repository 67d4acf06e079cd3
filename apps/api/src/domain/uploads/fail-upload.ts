import { transaction } from '../../db/transaction.ts';
import type { MediaError } from '../../errors/media-error.ts';
import type { Scope } from '../scope.ts';
import { discardBytes } from './discard-bytes.ts';
import { moveLedger } from './move-ledger.ts';
import type { ReceivedFile } from './received-file.ts';
import { lockEnded, settleUpload } from './settle-upload.ts';

/**
 * Ends an upload that was refused: says why in its row, gives back what was held for it, removes its bytes.
 * @returns whether it had ended before: then its row stays as it is.
 */
export async function failUpload(
  scope: Scope,
  received: ReceivedFile,
  refusal: MediaError,
): Promise<boolean> {
  const { code, message, details } = refusal;
  const hadEnded = await transaction(scope, async (tx) => {
    const { hasEnded, reservedBytes } = await lockEnded(tx, received);
    if (hasEnded) return true;
    await settleUpload(tx, scope, received, { state: 'failed', error: { code, message, details } });
    await moveLedger(tx, scope.namespace.id, { usedBytes: 0, reservedBytes: -reservedBytes });
    return false;
  });
  await discardBytes(scope, received.key);
  return hadEnded;
}
