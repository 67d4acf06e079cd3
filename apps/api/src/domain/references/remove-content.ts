import type { ContentState, SyncReferencesResult } from '@vitrine/schema';
import type * as z from 'zod';
import { transaction } from '../../db/transaction.ts';
import { authorize } from '../identity/can.ts';
import type { Scope } from '../scope.ts';
import { writerOf } from './write-references.ts';

/** Forgets a piece of content and all its uses: in every locale and state, or only in those that are named. */
export async function removeContent(
  scope: Scope,
  input: { type: string; id: string; locale?: string | undefined; state?: ContentState | undefined },
): Promise<z.output<typeof SyncReferencesResult>> {
  authorize(scope.actor, 'reference.change');
  return transaction(scope, async (tx) => {
    const [{ result }] = await tx.$queryRaw<[{ result: z.output<typeof SyncReferencesResult> }]>`
      select forget_content(${scope.namespace.id}::uuid, ${JSON.stringify(input)}::jsonb,
        ${JSON.stringify(writerOf(scope))}::jsonb) as result`;
    return result;
  });
}
