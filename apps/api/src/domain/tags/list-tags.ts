import type { Tag } from '@vitrine/schema';
import { authorize } from '../identity/can.ts';
import type { Scope } from '../scope.ts';
import { findTags } from './find-tags.ts';

export interface TagListInput {
  /** The beginning of a word of the name, capital letters and accents or not. */
  search?: string | undefined;
  minUsage?: number | undefined;
  sort?: 'name' | '-usage' | undefined;
  limit: number;
}

/** Tags by name, those that begin with `search` first, or by how many files carry them that the actor may see. */
export async function listTags(
  scope: Scope,
  { search = '', minUsage = 0, sort = 'name', limit }: TagListInput,
): Promise<Tag[]> {
  authorize(scope.actor, 'library.read');
  if (minUsage === 0 && sort === 'name') return findTags(scope, { search, limit });
  // What is asked of the counts can only be answered once all are counted.
  const counted = (await findTags(scope, { search })).filter(({ usageCount }) => usageCount >= minUsage);
  if (sort === '-usage') counted.sort((a, b) => b.usageCount - a.usageCount);
  return counted.slice(0, limit);
}
