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

/** Who these fields were last said by, as far as that is known: a person or a machine. */
export type FieldSources = Record<string, string>;

export async function readSources(
  tx: Transaction,
  scope: Scope,
  ids: readonly string[],
  names: readonly string[],
): Promise<Map<string, FieldSources>> {
  const rows = await tx.$queryRaw<{ id: string; sources: FieldSources }[]>`
    select id, (select coalesce(jsonb_object_agg(key, value), '{}') from jsonb_each(field_sources)
      where key = any (${names}::text[])) as sources
    from media where namespace_id = ${scope.namespace.id}::uuid and id = any (${ids}::uuid[])`;
  return new Map(rows.map(({ id, sources }) => [id, sources]));
}

/**
 * Writes the same fields of many files in one statement, each with its own values, and marks what was changed as a
 * person's, or as the file's own `sources` say. Their rows are locked by the caller; the index is the caller's to refresh.
 * @param also what else was changed of them, for `field_sources`: `tags`.
 */
export async function writeFields(
  tx: Transaction,
  scope: Scope,
  files: readonly { id: string; fields: FieldChanges; sources?: FieldSources | undefined }[],
  names: readonly FieldName[],
  also: readonly string[] = [],
): Promise<void> {
  if (files.length === 0) return;
  const marked = [...names, ...also];
  const byPerson = Object.fromEntries(marked.map((name) => [name, 'user']));
  const set = names.map((name) => `${columns[name][0]} = f.${columns[name][0]},`).join(' ');
  // A new end of rights is told of anew.
  const told = names.includes('rightsEnd') ? 'rights_told = null,' : '';
  const types = names.map((name) => `, ${columns[name].join(' ')}`).join('');
  const given = files.map(({ id, fields, sources = byPerson }) => ({
    id,
    sources,
    ...Object.fromEntries(names.map((name) => [columns[name][0], fields[name]])),
  }));
  await tx.$executeRawUnsafe(
    `update media m set ${set} ${told} field_sources = (m.field_sources - $2::text[]) || f.sources, revision = m.revision + 1,
       updated_at = $3::timestamptz
     from jsonb_to_recordset($1::jsonb) as f (id uuid, sources jsonb${types})
     where m.namespace_id = $4::uuid and m.id = f.id`,
    JSON.stringify(given),
    marked,
    scope.now(),
    scope.namespace.id,
  );
}
