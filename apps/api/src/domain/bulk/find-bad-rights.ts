import type { Transaction } from '../../db/transaction.ts';
import type { Scope } from '../scope.ts';
import type { FieldChanges } from './describe-bulk.ts';

/** Of which files the rights would end before they begin: each has its own other end. */
export async function findBadRights(
  tx: Transaction,
  scope: Scope,
  files: readonly { id: string; fields: FieldChanges }[],
): Promise<Set<string>> {
  const given = files
    .filter(({ fields }) => fields.rightsStart !== undefined || fields.rightsEnd !== undefined)
    .map(({ id, fields: { rightsStart, rightsEnd } }) => ({
      id,
      starts: rightsStart !== undefined,
      start: rightsStart,
      ends: rightsEnd !== undefined,
      end: rightsEnd,
    }));
  if (given.length === 0) return new Set();
  const rows = await tx.$queryRaw<{ id: string }[]>`
    select m.id
    from jsonb_to_recordset(${JSON.stringify(given)}::jsonb)
      as g (id uuid, starts boolean, start timestamptz, ends boolean, "end" timestamptz)
    join media m on m.namespace_id = ${scope.namespace.id}::uuid and m.id = g.id
    where case when g.starts then g.start else m.rights_start end > case when g.ends then g."end" else m.rights_end end`;
  return new Set(rows.map(({ id }) => id));
}
