import type { Transaction } from '../../db/transaction.ts';
import type { Scope } from '../scope.ts';

export interface LockedMedia {
  id: string;
  title: string;
  slug: string;
  kind: string;
  access_level: string;
  review_status: string;
  processing_status: string;
  uploaded_by: string | null;
  deleted_at: Date | null;
  purge_started_at: Date | null;
  revision: number;
  field_sources: Record<string, string>;
  alt: Record<string, string>;
}

/**
 * Locks files of this namespace until the transaction ends, always in the order of their ids: so no two
 * transactions wait for each other in a circle. Waits for whoever is adding a reference to one of them.
 */
export async function lockMedia(
  tx: Transaction,
  scope: Scope,
  ids: readonly string[],
): Promise<Map<string, LockedMedia>> {
  const rows = await tx.$queryRaw<LockedMedia[]>`
    select id, title, slug, kind, access_level, review_status, processing_status, uploaded_by, deleted_at, purge_started_at,
      revision, field_sources, alt
    from media
    where namespace_id = ${scope.namespace.id}::uuid and id = any (${[...ids]}::uuid[]) and purge_started_at is null
    order by id for update`;
  return new Map(rows.map((row) => [row.id, row]));
}
