import type { SyncReferencesInput, SyncReferencesResult } from '@vitrine/schema';
import type * as z from 'zod';
import type { Transaction } from '../../db/transaction.ts';
import { MediaError } from '../../errors/media-error.ts';
import { reachOf } from '../media/reach-of.ts';
import type { Scope } from '../scope.ts';

type Result = z.output<typeof SyncReferencesResult>;
type Verdict = Result | { missing: string[] | null; trashed: string[] | null };

/**
 * Writes the uses of a content item by the same function of the database that hosts call in their own transactions.
 * @param options.keepsOthers adds to the uses that are there instead of taking their place.
 * @throws MediaError `not-found` for files that are not there or that the actor may not see, `gone` for files in the
 * trash; `details.mediaIds` says which. The transaction has to end then.
 */
export async function writeReferences(
  tx: Transaction,
  scope: Scope,
  request: z.output<typeof SyncReferencesInput>,
  options: { keepsOthers: boolean },
): Promise<Result> {
  const [{ verdict }] = await tx.$queryRaw<[{ verdict: Verdict }]>`
    select write_references(${scope.namespace.id}::uuid, ${JSON.stringify(request)}::jsonb,
      ${JSON.stringify(writerOf(scope))}::jsonb, ${options.keepsOthers}) as verdict`;
  if ('added' in verdict) return verdict;
  if (verdict.missing) {
    const message = 'Some of the files are not in this library. Choose others in their place.';
    throw new MediaError('not-found', { mediaIds: verdict.missing }, { message });
  }
  const message = 'Some of the files are in the trash. Restore them before using them.';
  throw new MediaError('gone', { mediaIds: verdict.trashed }, { message });
}

/** The actor as the functions of the database take it: for the audit, and for what it may see. */
export function writerOf({ actor, requestId }: Pick<Scope, 'actor' | 'requestId'>) {
  return {
    kind: actor.kind === 'operator' ? 'key' : actor.kind,
    id: actor.userId ?? actor.keyId,
    requestId,
    userId: actor.userId,
    levels: reachOf(actor, 'live').levels,
  };
}
