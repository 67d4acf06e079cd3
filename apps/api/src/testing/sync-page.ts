import { SyncReferencesInput } from '@vitrine/schema';
import type * as z from 'zod';
import { syncReferences } from '../domain/references/sync-references.ts';
import type { Scope } from '../domain/scope.ts';

type Input = z.input<typeof SyncReferencesInput>;

/** A page of a host that uses these files, and no others from now on: each at a field of its own, in their order. */
export function syncPage(
  scope: Scope,
  content: Partial<Input['content']>,
  uses: readonly (string | Partial<Input['references'][number]>)[],
  more: Pick<Input, 'snapshot'> = {},
) {
  const references = uses.map((use, n) => ({
    fieldPath: `/field${n}`,
    ...(typeof use === 'string' ? { mediaId: use } : use),
  }));
  return syncReferences(
    scope,
    SyncReferencesInput.parse({ content: { type: 'page', id: 'p1', ...content }, references, ...more }),
  );
}
