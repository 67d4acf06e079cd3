import type { ChoiceField, SearchTerm } from '@vitrine/schema';
import { can } from '../identity/can.ts';
import { reachOf } from '../media/reach-of.ts';
import type { Scope } from '../scope.ts';
import { writeNotEnding } from '../tags/write-not-ending.ts';

export const namingFields = ['tag', 'in', 'by'] as const satisfies ChoiceField[];
export type NamingField = (typeof namingFields)[number];

/** What a name of a search stands for: several things may have it. */
export interface Named {
  idsOf(field: NamingField, name: string): readonly string[];
}

interface NamedRow {
  field: NamingField;
  name: string;
  id: string;
  access_level: 'public' | 'members' | 'staff' | 'private' | null;
  created_by: string | null;
}

const folded = (text: string) => `lower(public.unaccent('public.unaccent', ${text}))`;

/**
 * A tag by its name or slug, a collection by its title or slug, who uploaded a file that the
 * actor may see by the beginning of a name: accents and capital letters or not. One query for all of a search.
 */
const TEXT = `
  select 'tag' as field, w.name, t.id, null as access_level, null::uuid as created_by
  from unnest($2::text[]) as w (name)
  join tag t on t.namespace_id = $1 and (${folded('t.name')} = ${folded('w.name')} or t.slug = lower(w.name))
    and ${writeNotEnding('t', '$1')}
  union all
  select 'in', w.name, c.id, c.access_level, c.created_by
  from unnest($3::text[]) as w (name)
  join collection c on c.namespace_id = $1 and (${folded('c.title')} = ${folded('w.name')} or c.slug = lower(w.name))
  union all
  select 'by', w.name, u.id, null, null
  from unnest($4::text[]) as w (name)
  join membership m on m.namespace_id = $1
  join "user" u on u.id = m.user_id
    and strpos(' ' || ${folded('u.display_name')}, ' ' || ${folded('w.name')}) > 0
    and exists (
      select from media_index i
      where i.namespace_id = $1 and i.visibility = 'live' and i.uploaded_by = u.id
        and ($5::text[] is null or i.access_level = any ($5) or u.id = $6::uuid))`;

/** Finds what the names of a search stand for, of what the actor may see. */
export async function findNamed(scope: Scope, terms: readonly SearchTerm[]): Promise<Named> {
  const wanted: Record<NamingField, Set<string>> = { tag: new Set(), in: new Set(), by: new Set() };
  for (const { leaf } of terms) {
    if (leaf.type !== 'choice') continue;
    const field = namingFields.find((name) => name === leaf.field);
    if (field) for (const value of leaf.values) wanted[field].add(value);
  }
  const byKey = new Map<string, string[]>();
  const keyOf = (field: NamingField, name: string) => `${field}:${name}`;
  if (namingFields.some((field) => wanted[field].size > 0)) {
    const reach = reachOf(scope.actor, 'live');
    const { rows } = await scope.db.pool.query<NamedRow>({
      name: 'find-named',
      text: TEXT,
      values: [
        scope.namespace.id,
        ...namingFields.map((field) => [...wanted[field]]),
        reach.levels,
        reach.userId,
      ],
    });
    for (const row of rows) {
      const isSeen =
        row.access_level === null ||
        can(scope.actor, 'collection.read', { accessLevel: row.access_level, ownerId: row.created_by });
      if (!isSeen) continue;
      const key = keyOf(row.field, row.name);
      byKey.set(key, [...(byKey.get(key) ?? []), row.id]);
    }
  }
  return { idsOf: (field, name) => byKey.get(keyOf(field, name)) ?? [] };
}
