import type { Transaction } from '../../db/transaction.ts';
import { MediaError } from '../../errors/media-error.ts';
import { type BatchFailure, failureOf } from '../media/batch-outcome.ts';
import { findMisfits } from '../media/find-misfits.ts';
import type { Scope } from '../scope.ts';
import type { FieldChanges } from './describe-bulk.ts';
import { findBadRights } from './find-bad-rights.ts';

/**
 * Parts the files that can be written so from those that can not: rights that would end before they begin, and levels at
 * which a file no longer fits the one that stands in its place.
 */
export async function refuseUnfit<File extends { id: string; fields: FieldChanges }>(
  tx: Transaction,
  scope: Scope,
  files: readonly File[],
): Promise<{ fit: File[]; failed: BatchFailure[] }> {
  const bad = await findBadRights(tx, scope, files);
  const failed = [...bad].map((id) => failureOf(id, endsTooEarly()));
  let fit = files.filter(({ id }) => !bad.has(id));
  for (;;) {
    const levels = fit.flatMap(({ id, fields }) =>
      fields.accessLevel ? [[id, fields.accessLevel] as const] : [],
    );
    if (levels.length === 0) return { fit, failed };
    // One that stays as it is may be the other of a pair.
    const misfits = await findMisfits(tx, scope, new Map(levels));
    if (misfits.size === 0) return { fit, failed };
    for (const [id, error] of misfits) failed.push(failureOf(id, error));
    fit = fit.filter(({ id }) => !misfits.has(id));
  }
}

const endsTooEarly = () =>
  new MediaError(
    'input.invalid',
    { fields: { rightsEnd: ['Before the start'] } },
    { message: 'Its rights would end before they begin. Change both.' },
  );
