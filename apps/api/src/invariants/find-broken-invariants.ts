import type pg from 'pg';
import type { Invariant } from './invariant.ts';
import { invariants } from './invariants.ts';

export interface BrokenInvariant {
  name: string;
  /** At most ten of the rows that break it. */
  rows: unknown[];
}

const mostRows = 10;

/**
 * Which invariants do not hold, in one statement and so in one snapshot.
 * @param scope.namespaceIds only rows of these namespaces, which is quick also where there are many others.
 * @param scope.isDrained whether also those hold that wait for the queue and the sweeps.
 */
export async function findBrokenInvariants(
  db: Pick<pg.Pool, 'query'>,
  { namespaceIds, isDrained }: { namespaceIds?: readonly string[]; isDrained: boolean },
): Promise<BrokenInvariant[]> {
  const asked = invariants.filter(({ holds }) => isDrained || holds === 'always');
  const { rows } = await db.query<BrokenInvariant>({
    ...(namespaceIds !== undefined && { name: `invariants-${isDrained}` }),
    text: asked.map((invariant) => selectBroken(invariant, namespaceIds !== undefined)).join('\nunion all\n'),
    values: namespaceIds === undefined ? [] : [namespaceIds],
  });
  return rows;
}

function selectBroken({ name, sql }: Invariant, isOfSome: boolean): string {
  return `select '${name}' as name, json_agg(row) as rows
    from (select to_json(broken) as row from (${sql}) broken ${isOfSome ? 'where namespace_id = any ($1)' : ''} limit ${mostRows}) found
    having count(*) > 0`;
}
