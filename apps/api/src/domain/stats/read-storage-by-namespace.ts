import type { Services } from '../scope.ts';

/** Bytes in use by namespace slug, from the ledger. */
export async function readStorageByNamespace({
  db,
}: Pick<Services, 'db'>): Promise<{ slug: string; bytes: number }[]> {
  const { rows } = await db.pool.query<{ slug: string; bytes: string }>(
    `select n.slug, u.used_bytes as bytes from namespace_usage u join namespace n on n.id = u.namespace_id
     where n.archived_at is null order by u.used_bytes desc limit 1000`,
  );
  return rows.map(({ slug, bytes }) => ({ slug, bytes: Number(bytes) }));
}
