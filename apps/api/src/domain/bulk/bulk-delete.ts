import type { BulkOutcome } from '@vitrine/schema';
import { type DeleteInput, requireForce } from '../media/delete-media.ts';
import type { Scope } from '../scope.ts';
import { beginBulk } from './begin-bulk.ts';
import { type BulkTarget, findTargets } from './find-targets.ts';

/**
 * Moves many files to the trash; one that content uses fails with `media.in-use`, unless by force.
 * @throws MediaError `auth.denied` for force by anyone but an admin, `input.invalid` for force without a reason.
 */
export async function bulkDelete(
  scope: Scope,
  { force = false, reason, ...target }: BulkTarget & Omit<DeleteInput, 'ids'>,
): Promise<BulkOutcome> {
  if (force) requireForce(scope, reason);
  return beginBulk(scope, { kind: 'delete', force, reason }, await findTargets(scope, target, 'live'));
}
