import type { SyncReferencesInput, SyncReferencesResult } from '@vitrine/schema';
import type * as z from 'zod';
import { authorize } from '../identity/can.ts';
import type { Scope } from '../scope.ts';
import { writeReferences } from './write-references.ts';

/**
 * Makes the uses of a content item exactly those given: the whole answer of a host to "what does this page show
 * now". All or nothing.
 * @throws MediaError `not-found`, `gone` for files that can not be used: see writeReferences.
 */
export async function syncReferences(
  scope: Scope,
  input: z.output<typeof SyncReferencesInput>,
): Promise<z.output<typeof SyncReferencesResult>> {
  authorize(scope.actor, 'reference.change');
  return writeReferences(scope, input, { keepsOthers: false });
}
