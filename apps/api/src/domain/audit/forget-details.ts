import type { Transaction } from '../../db/transaction.ts';

/** Words of files that are purged go with them; that they were changed, when and by whom stays. */
export async function forgetDetailsOfMedia(tx: Transaction, mediaIds: readonly string[]): Promise<void> {
  await tx.$executeRaw`
    delete from audit_detail d using audit_entry e
    where e.id = d.entry_id and e.entity = 'media' and e.entity_id = any (${[...mediaIds]}::text[])`;
}

/** What a person wrote in a namespace, and what was changed of them. @param until nothing that is younger. */
export async function forgetDetailsOfPerson(
  tx: Transaction,
  { namespaceId, userId, until }: { namespaceId: string; userId: string; until: Date },
): Promise<void> {
  await tx.$executeRaw`
    delete from audit_detail d using audit_entry e
    where e.id = d.entry_id and e.namespace_id = ${namespaceId}::uuid and e.actor_id = ${userId}
      and e.created_at <= ${until}`;
  await tx.$executeRaw`
    delete from audit_detail d using audit_entry e
    where e.id = d.entry_id and e.namespace_id = ${namespaceId}::uuid and e.entity = 'user'
      and e.entity_id = ${userId} and e.created_at <= ${until}`;
}
