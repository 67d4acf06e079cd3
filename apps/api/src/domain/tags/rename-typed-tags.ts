import type { Transaction } from '../../db/transaction.ts';
import { recordChange } from '../record-change.ts';
import type { Scope } from '../scope.ts';
import { renameInSearch, tagsNamedIn } from './rename-in-search.ts';

export interface NamedTag {
  id: string;
  name: string;
  slug: string;
}

interface Kept {
  id: string;
  search: string;
}

/** What has another meaning behind `tag:`. */
const RESERVED = 'none';

/**
 * Has kept searches that name tags as somebody typed them name the one that they are now: smart collections and saved
 * searches go on to find their files. Call it in the transaction that renames or ends the tags, before they are removed.
 * @param ended as they were, with their names of before.
 */
export async function renameTypedTags(
  tx: Transaction,
  scope: Scope,
  ended: readonly NamedTag[],
  into: NamedTag,
): Promise<void> {
  if (into.name.toLowerCase() === RESERVED) return;
  const namespaceId = scope.namespace.id;
  const collections = await tx.$queryRaw<Kept[]>`
    select id, smart_query #>> '{query,search}' as search from collection
    where namespace_id = ${namespaceId}::uuid and smart_query #>> '{query,search}' ~* 'tags?:' order by id for update`;
  const saved = await tx.$queryRaw<Kept[]>`
    select id, query #>> '{query,search}' as search from saved_search
    where namespace_id = ${namespaceId}::uuid and query #>> '{query,search}' ~* 'tags?:' order by id for update`;
  const names = new Set([...collections, ...saved].flatMap(({ search }) => tagsNamedIn(search)));
  const newNames = await findNewNames(tx, namespaceId, [...names], ended, into);
  if (newNames.size === 0) return;
  const inCollections = rename(collections, newNames);
  const inSaved = rename(saved, newNames);
  for (const { id, search } of inCollections) {
    await tx.$executeRaw`
      update collection set smart_query = jsonb_set(smart_query, '{query,search}', to_jsonb(${search}::text))
      where id = ${id}::uuid`;
  }
  for (const { id, search } of inSaved) {
    await tx.$executeRaw`
      update saved_search set query = jsonb_set(query, '{query,search}', to_jsonb(${search}::text)) where id = ${id}::uuid`;
  }
  // Without its words: of a private search nobody reads them in the audit.
  const reason = 'A tag that its search names has another name now.';
  const idsOf = (kept: readonly Kept[]) => kept.map(({ id }) => id);
  await recordChange(
    tx,
    scope,
    ...(inCollections.length > 0
      ? [
          {
            action: 'collection.updated',
            entity: 'collection',
            ids: idsOf(inCollections),
            event: 'collection.changed' as const,
            reason,
          },
        ]
      : []),
    ...(inSaved.length > 0
      ? [
          {
            action: 'saved-search.updated',
            entity: 'saved_search',
            ids: idsOf(inSaved),
            event: 'saved-search.changed' as const,
            reason,
          },
        ]
      : []),
  );
}

function rename(kept: readonly Kept[], newNames: ReadonlyMap<string, readonly string[]>): Kept[] {
  return kept.flatMap(({ id, search }) => {
    const renamed = renameInSearch(search, newNames);
    return renamed === search ? [] : [{ id, search: renamed }];
  });
}

/** Of the names that mean one of the ended tags, as a search reads them, those that are to stand there. */
async function findNewNames(
  tx: Transaction,
  namespaceId: string,
  names: readonly string[],
  ended: readonly NamedTag[],
  into: NamedTag,
): Promise<ReadonlyMap<string, readonly string[]>> {
  if (names.length === 0) return new Map();
  const rows = await tx.$queryRaw<{ name: string; is_others: boolean }[]>`
    with typed as (
      select name, lower(public.unaccent('public.unaccent', name)) as folded, lower(name) as slug
      from unnest(${[...names]}::text[]) as typed (name))
    select name, exists (
      select from tag t
      where t.namespace_id = ${namespaceId}::uuid and t.id <> all (${ended.map(({ id }) => id)}::uuid[]) and t.id <> ${into.id}::uuid
        and (lower(public.unaccent('public.unaccent', t.name)) = typed.folded or t.slug = typed.slug)) as is_others
    from typed
    where (typed.slug = any (${ended.map(({ slug }) => slug)}::text[])
        or typed.folded in (
          select lower(public.unaccent('public.unaccent', was)) from unnest(${ended.map(({ name }) => name)}::text[]) as was))
      and typed.slug <> ${into.slug} and typed.folded <> lower(public.unaccent('public.unaccent', ${into.name}))`;
  return new Map(rows.map(({ name, is_others }) => [name, is_others ? [name, into.name] : [into.name]]));
}
