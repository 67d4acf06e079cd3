'use client';

import { skipToken } from '@tanstack/react-query';
import { trpc } from '../provider/trpc.ts';
import type { FilterQuery } from './filter-query.ts';

const MAX_TAGS = 500;

/** The names of the tags, the collection and the person in a query: those that are known, and those that an address
 *  named by their ids only. */
export function useFilterNames(
  query: FilterQuery,
  known: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const isUnknown = (id: string | undefined) => id !== undefined && known[id] === undefined;
  const tagIds = [...(query.tagIds ?? []), ...(query.anyTagIds ?? []), ...(query.noTagIds ?? [])];
  const { data: tags } = trpc.tags.list.useQuery(tagIds.some(isUnknown) ? { limit: MAX_TAGS } : skipToken);
  const { data: collections } = trpc.collections.list.useQuery(
    isUnknown(query.collectionId) ? {} : skipToken,
  );
  const { uploadedBy } = query;
  const { data: facets } = trpc.search.facets.useQuery(
    uploadedBy && isUnknown(uploadedBy) ? { uploadedBy } : skipToken,
  );
  if (!tags && !collections && !facets) return known;
  return {
    ...Object.fromEntries([
      ...(tags ?? []).map(({ id, name }): [string, string] => [id, name]),
      ...(collections ?? []).map(({ id, title }): [string, string] => [id, title]),
      ...(facets?.uploaders ?? []).map(({ value, name }): [string, string] => [value, name]),
    ]),
    ...known,
  };
}
