import type { AddReferenceInput, SyncReferencesResult } from '@vitrine/schema';
import type * as z from 'zod';
import { authorize } from '../identity/can.ts';
import type { Scope } from '../scope.ts';
import { writeReferences } from './write-references.ts';

/** Adds one use. Adding what is there already changes nothing.
 *  @throws MediaError `not-found`, `gone`: see writeReferences. */
export async function addReference(
  scope: Scope,
  { content, mediaId, fieldPath }: z.output<typeof AddReferenceInput>,
): Promise<z.output<typeof SyncReferencesResult>> {
  authorize(scope.actor, 'reference.change');
  const request = { content, references: [{ mediaId, fieldPath }] };
  return writeReferences(scope, request, { keepsOthers: true });
}
