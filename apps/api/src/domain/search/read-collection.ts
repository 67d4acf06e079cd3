import { MediaQuery } from '@vitrine/schema';
import type * as z from 'zod';
import type { Condition } from '../../search-index/media-filter.ts';
import { resourceOfCollection } from '../collections/require-collection.ts';
import { can } from '../identity/can.ts';
import { readSavedQuery } from '../saved-searches/read-saved-query.ts';
import type { Scope } from '../scope.ts';

interface CollectionRow {
  id: string;
  smart_query: unknown;
  access_level: string;
  created_by: string | null;
}

export interface ReadCollections {
  condition: Condition;
  /** What could not be read in the queries of smart ones. */
  problems: string[];
  /** Where it is a single collection that people order. */
  orderedBy: string | undefined;
}

/** What is below is read down to so many collections. */
const MAX_BELOW = 500;

/**
 * The condition that a file is in one of these collections, and, where that is asked for, in one below them; of a smart
 * one, that its query matches. Collections that the actor may not see hold nothing.
 * @param readQuery what a query of a smart collection means to this actor.
 */
export async function readCollections(
  scope: Scope,
  input: { ids: readonly string[]; isDeep: boolean },
  readQuery: (query: z.output<typeof MediaQuery>) => Promise<{ condition: Condition; problems: string[] }>,
): Promise<ReadCollections> {
  const { rows } = await scope.db.pool.query<CollectionRow>({
    name: input.isDeep ? 'collections-below' : 'collections-alone',
    text: `with recursive below as (
        select c.id, c.smart_query, c.access_level, c.created_by
        from collection c where c.namespace_id = $1 and c.id = any ($2::uuid[])
        union
        select c.id, c.smart_query, c.access_level, c.created_by
        from below b join collection c on c.namespace_id = $1 and c.parent_id = b.id and ${input.isDeep})
      select * from below limit ${MAX_BELOW}`,
    values: [scope.namespace.id, [...input.ids]],
  });
  const seen = rows.filter((row) =>
    can(
      scope.actor,
      'collection.read',
      resourceOfCollection({ accessLevel: row.access_level, createdBy: row.created_by }),
    ),
  );
  const filled = seen.filter(({ smart_query }) => smart_query === null).map(({ id }) => id);
  const smart = seen.filter(({ smart_query }) => smart_query !== null);
  const conditions: Condition[] =
    filled.length > 0 ? [{ type: 'file', file: { collectionIds: filled } }] : [];
  const problems: string[] = [];
  for (const { smart_query } of smart) {
    const { query, isWhole } = readSavedQuery(smart_query);
    const read = await readQuery(MediaQuery.parse(query));
    conditions.push(read.condition);
    problems.push(...read.problems);
    if (!isWhole) problems.push('A filter of a newer version is not known here.');
  }
  const [only] = conditions;
  return {
    problems,
    condition: conditions.length === 1 && only ? only : { type: 'or', conditions },
    orderedBy: smart.length === 0 && filled.length === 1 ? filled[0] : undefined,
  };
}
