import type { Services } from '../scope.ts';

/** Computes the report of storage by namespace anew. Readers see the old one until it is done. */
export async function refreshStorageStats({ db }: Pick<Services, 'db'>): Promise<void> {
  await db.pool.query('select refresh_storage_stats()');
}
