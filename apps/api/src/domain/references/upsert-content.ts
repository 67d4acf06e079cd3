import type { ContentItemInput } from '@vitrine/schema';
import type * as z from 'zod';
import type { Transaction } from '../../db/transaction.ts';
import type { Scope } from '../scope.ts';

/**
 * The id of the content item, made where there is none yet. Its row stays locked until the transaction ends, so
 * that two saves of one page follow each other. A title or URL that is not given leaves the known one.
 */
export async function upsertContent(
  tx: Transaction,
  scope: Scope,
  content: z.output<typeof ContentItemInput>,
): Promise<string> {
  const [row] = await tx.$queryRaw<[{ id: string }]>`
    insert into content_item (id, namespace_id, type, external_id, locale, state, title, url, seen_at, updated_at)
    values (${scope.newId()}::uuid, ${scope.namespace.id}::uuid, ${content.type}, ${content.id}, ${content.locale},
      ${content.state}, ${content.title}, ${content.url}, ${scope.now()}, ${scope.now()})
    on conflict (namespace_id, type, external_id, locale, state) do update set
      title = case when excluded.title = '' then content_item.title else excluded.title end,
      url = coalesce(excluded.url, content_item.url),
      seen_at = excluded.seen_at, updated_at = excluded.updated_at
    returning id`;
  return row.id;
}
