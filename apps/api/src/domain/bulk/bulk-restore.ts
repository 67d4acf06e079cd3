import type { BulkOutcome } from '@vitrine/schema';
import type { Scope } from '../scope.ts';
import { beginBulk } from './begin-bulk.ts';
import { type BulkTarget, findTargets } from './find-targets.ts';

/** Takes many files out of the trash. */
export async function bulkRestore(scope: Scope, target: BulkTarget): Promise<BulkOutcome> {
  return beginBulk(scope, { kind: 'restore' }, await findTargets(scope, target, 'trashed'));
}
