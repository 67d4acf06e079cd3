import { MAX_BULK_MATCHES, type MediaQuery } from '@vitrine/schema';
import type * as z from 'zod';
import { MediaError } from '../../errors/media-error.ts';
import { findMatchingIds } from '../../search-index/find-matching-ids.ts';
import { readFilter } from '../media/read-filter.ts';
import type { Scope } from '../scope.ts';

export interface BulkTarget {
  ids?: readonly string[] | undefined;
  query?: z.output<typeof MediaQuery> | undefined;
}

/**
 * The files that bulk work is about: those named, or those that match now and that the actor sees.
 * @throws MediaError `input.invalid` where more match than one task takes, or a part of the search, or of that of a smart
 * collection, cannot be read.
 */
export async function findTargets(
  scope: Scope,
  { ids, query }: BulkTarget,
  state: 'live' | 'trashed',
): Promise<readonly string[]> {
  if (ids) return ids;
  const filter = await readFilter(scope, { ...query, state });
  const problems = [...filter.problems.map(({ message }) => message), ...filter.keptProblems];
  if (problems.length > 0) {
    throw new MediaError(
      'input.invalid',
      { fields: { query: problems } },
      { message: `What is meant is not clear enough for work on many files. ${problems[0]}` },
    );
  }
  const found = await findMatchingIds(scope.db, filter, MAX_BULK_MATCHES + 1);
  if (found.length <= MAX_BULK_MATCHES) return found;
  throw new MediaError(
    'input.invalid',
    { fields: { query: [`matches more than ${MAX_BULK_MATCHES} files`] } },
    { message: `More than ${MAX_BULK_MATCHES} files match. Narrow the query and do it in parts.` },
  );
}
