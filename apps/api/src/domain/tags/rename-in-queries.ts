import type { Transaction } from '../../db/transaction.ts';

/** Has kept queries that name tags name another one: smart collections and saved searches go on to find the files. */
export async function renameInQueries(
  tx: Transaction,
  namespaceId: string,
  ids: readonly string[],
  intoId: string,
): Promise<void> {
  // An id is written in one way only and can't be part of anything else.
  for (const id of ids) {
    await tx.$executeRaw`
      update collection set smart_query = replace(smart_query::text, ${id}, ${intoId})::jsonb
      where namespace_id = ${namespaceId}::uuid and smart_query::text like '%' || ${id} || '%'`;
    await tx.$executeRaw`
      update saved_search set query = replace(query::text, ${id}, ${intoId})::jsonb
      where namespace_id = ${namespaceId}::uuid and query::text like '%' || ${id} || '%'`;
  }
}
