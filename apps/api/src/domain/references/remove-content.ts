import type { ContentState, SyncReferencesResult } from '@vitrine/schema';
import type * as z from 'zod';
import { retryConflicts } from '../../db/transaction.ts';
import { authorize } from '../identity/can.ts';
import type { Scope } from '../scope.ts';
import { writerOf } from './write-references.ts';

/** Forgets a piece of content and all its uses: in every locale and state, or only in those that are named. */
export async function removeContent(
  scope: Scope,
  input: { type: string; id: string; locale?: string | undefined; state?: ContentState | undefined },
): Promise<z.output<typeof SyncReferencesResult>> {
  authorize(scope.actor, 'reference.release');
  const { rows } = await retryConflicts(() =>
    scope.db.pool.query<{ result: z.output<typeof SyncReferencesResult> }>({
      name: 'forget-content',
      text: 'select forget_content($1, $2, $3) as result',
      values: [scope.namespace.id, JSON.stringify(input), JSON.stringify(writerOf(scope))],
    }),
  );
  const [row] = rows;
  if (!row) throw new Error('forget_content answered nothing.');
  return row.result;
}
