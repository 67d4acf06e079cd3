import type { ApiKey as KeyRow } from '../../db/generated/client.ts';
import type { Transaction } from '../../db/transaction.ts';
import { MediaError } from '../../errors/media-error.ts';

/** Locks a key of this namespace, or of operators, until the transaction ends. @throws MediaError `not-found`. */
export async function lockKey(
  tx: Transaction,
  { namespaceId, id }: { namespaceId: string | null; id: string },
): Promise<KeyRow> {
  await tx.$queryRaw`select from api_key where id = ${id} for update`;
  const row = await tx.apiKey.findFirst({ where: { id, namespaceId } });
  if (!row) throw new MediaError('not-found', { id });
  return row;
}
