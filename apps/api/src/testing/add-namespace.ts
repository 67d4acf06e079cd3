import { newId } from '../db/new-id.ts';
import type { Database } from '../db/open-database.ts';

/** A namespace of a test's own, so that tests share a database and nothing else. */
export async function addNamespace(
  db: Database,
  options: { quotaBytes?: bigint } = {},
): Promise<{ id: string; slug: string }> {
  const id = newId();
  return db.prisma.namespace.create({
    data: { id, slug: `n-${id}`, name: 'A test', quotaBytes: options.quotaBytes ?? null },
    select: { id: true, slug: true },
  });
}
