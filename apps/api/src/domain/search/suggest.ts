import type { CollectionId, MediaId, MediaKind, SuggestInput, Suggestions, TagId } from '@vitrine/schema';
import type * as z from 'zod';
import { findTitles } from '../../search-index/find-titles.ts';
import { resourceOfCollection } from '../collections/require-collection.ts';
import { authorize, can } from '../identity/can.ts';
import { readFilter } from '../media/read-filter.ts';
import type { Scope } from '../scope.ts';
import { writeNotEnding } from '../tags/write-not-ending.ts';
import { cutWords } from './cut-words.ts';

interface NameRow {
  thing: 'tag' | 'collection';
  id: string;
  name: string;
  color: string;
  access_level: string;
  created_by: string | null;
}

/** Names in which a word begins as what is typed; those that begin with it come first, then the often used. */
const TEXT = `with typed as (select lower(public.unaccent('public.unaccent', $2)) as text),
  tags as (
    select 'tag' as thing, t.id, t.name, t.color, '' as access_level, null::uuid as created_by,
      starts_with(f.name, typed.text) as is_beginning
    from typed, tag t
    cross join lateral (select substr(t.name_key, 2) as name) f
    where t.namespace_id = $1 and strpos(' ' || f.name, ' ' || typed.text) > 0 and ${writeNotEnding('t', '$1')}
    order by starts_with(f.name, typed.text) desc,
      (select coalesce(c.value, 0) from counter c where c.subject_id = t.id and c.metric = 'files') desc nulls last, t.name
    limit $3),
  collections as (
    select 'collection' as thing, c.id, c.title, c.color, c.access_level, c.created_by,
      starts_with(f.title, typed.text) as is_beginning
    from typed, collection c
    cross join lateral (select lower(public.unaccent('public.unaccent', c.title)) as title) f
    where c.namespace_id = $1 and strpos(' ' || f.title, ' ' || typed.text) > 0
    order by starts_with(f.title, typed.text) desc, c.title)
  select * from tags union all select * from collections`;

/** Tags, collections and titles that go on as what is typed, of what the actor may see. @throws MediaError `auth.denied`. */
export async function suggest(scope: Scope, input: z.output<typeof SuggestInput>): Promise<Suggestions> {
  authorize(scope.actor, 'library.read');
  const words = cutWords(input.text);
  if (words.length === 0) return { tags: [], collections: [], titles: [] };
  const filter = await readFilter(scope, { state: 'live' });
  const [names, titles] = await Promise.all([
    scope.db.pool.query<NameRow>({
      name: 'suggest-names',
      text: TEXT,
      values: [scope.namespace.id, words.join(' '), input.limit],
    }),
    findTitles(scope.db, filter, words, input.limit),
  ]);
  const collections = names.rows.filter(
    (row) =>
      row.thing === 'collection' &&
      can(
        scope.actor,
        'collection.read',
        resourceOfCollection({ accessLevel: row.access_level, createdBy: row.created_by }),
      ),
  );
  return {
    tags: names.rows
      .filter(({ thing }) => thing === 'tag')
      .map(({ id, name, color }) => ({ id: id as TagId, name, color })),
    collections: collections
      .slice(0, input.limit)
      .map(({ id, name, color }) => ({ id: id as CollectionId, title: name, color })),
    titles: titles.map(({ id, title, kind }) => ({ id: id as MediaId, title, kind: kind as MediaKind })),
  };
}
