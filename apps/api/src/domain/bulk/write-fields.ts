import type { Transaction } from '../../db/transaction.ts';
import type { Scope } from '../scope.ts';
import type { FieldChanges } from './describe-bulk.ts';

type FieldName = keyof FieldChanges;

/** Field to column and its type. */
const columns = {
  description: ['description', 'text'],
  alt: ['alt', 'jsonb'],
  caption: ['caption', 'text'],
  credit: ['credit', 'text'],
  license: ['license', 'text'],
  rightsStart: ['rights_start', 'timestamptz'],
  rightsEnd: ['rights_end', 'timestamptz'],
  keep: ['keep', 'boolean'],
  accessLevel: ['access_level', 'text'],
} as const satisfies Record<FieldName, readonly [column: string, type: string]>;

export const fieldNamesOf = (fields: FieldChanges): FieldName[] =>
  (Object.keys(columns) as FieldName[]).filter((name) => fields[name] !== undefined);

/** What these fields are now, in the form of FieldChanges. */
export async function readFields(
  tx: Transaction,
  scope: Scope,
  ids: readonly string[],
  names: readonly FieldName[],
): Promise<Map<string, FieldChanges>> {
  const select = Object.fromEntries(names.map((name) => [name, true]));
  const rows = await tx.media.findMany({
    where: { namespaceId: scope.namespace.id, id: { in: [...ids] } },
    select: { ...select, id: true },
  });
  return new Map(rows.map(({ id, ...fields }) => [id, JSON.parse(JSON.stringify(fields)) as FieldChanges]));
}

/**
 * Writes the same fields of many files in one statement, each with its own values, and marks what was changed as a
 * person's. Their rows are locked by the caller; the index is the caller's to refresh.
 * @param also what else was changed of them, for `field_sources`: `tags`.
 */
export async function writeFields(
  tx: Transaction,
  scope: Scope,
  files: readonly { id: string; fields: FieldChanges }[],
  names: readonly FieldName[],
  also: readonly string[] = [],
): Promise<void> {
  if (files.length === 0) return;
  const sources = Object.fromEntries([...names, ...also].map((name) => [name, 'user']));
  const set = names.map((name) => `${columns[name][0]} = f.${columns[name][0]},`).join(' ');
  // A new end of rights is told of anew.
  const told = names.includes('rightsEnd') ? 'rights_told = null,' : '';
  const types = names.map((name) => `, ${columns[name].join(' ')}`).join('');
  const given = files.map(({ id, fields }) => ({
    id,
    ...Object.fromEntries(names.map((name) => [columns[name][0], fields[name]])),
  }));
  await tx.$executeRawUnsafe(
    `update media m set ${set} ${told} field_sources = m.field_sources || $2::jsonb, revision = m.revision + 1,
       updated_at = $3::timestamptz
     from jsonb_to_recordset($1::jsonb) as f (id uuid${types})
     where m.namespace_id = $4::uuid and m.id = f.id`,
    JSON.stringify(given),
    JSON.stringify(sources),
    scope.now(),
    scope.namespace.id,
  );
}
