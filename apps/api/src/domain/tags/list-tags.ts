import type { Tag } from '@vitrine/schema';
import { authorize } from '../identity/can.ts';
import type { Scope } from '../scope.ts';
import { findTags } from './find-tags.ts';

/** Tags by name. `search` is the beginning of a name, capital letters or not. */
export function listTags(
  scope: Scope,
  input: { search?: string | undefined; limit: number },
): Promise<Tag[]> {
  authorize(scope.actor, 'library.read');
  const beginning = input.search
    ?.trim()
    // What LIKE would read as a pattern stands for itself.
    .replace(/[\\%_]/g, '\\$&');
  return findTags(
    scope,
    beginning ? { name: { startsWith: beginning, mode: 'insensitive' } } : {},
    input.limit,
  );
}
