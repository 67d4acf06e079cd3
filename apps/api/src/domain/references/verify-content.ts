import type { ContentState, VerifyInput, VerifyResult } from '@vitrine/schema';
import type * as z from 'zod';
import { type Transaction, transaction } from '../../db/transaction.ts';
import { authorize } from '../identity/can.ts';
import { recordChange } from '../record-change.ts';
import type { Scope } from '../scope.ts';

const MAX_MISSING = 500;

interface MissingRow {
  id: string;
  external_id: string;
  locale: string;
  state: ContentState;
  title: string;
  url: string | null;
  seen_at: Date;
  reference_count: bigint;
}

/**
 * Compares what the library knows of one type of content with what the host has, and reports what is missing there;
 * with `repair` it is forgotten, and its files are let go. What was synced after the host read its list is left alone.
 */
export async function verifyContent(
  scope: Scope,
  input: z.output<typeof VerifyInput>,
): Promise<z.output<typeof VerifyResult>> {
  authorize(scope.actor, 'reference.verify');
  return transaction(scope, async (tx) => {
    const rows = await findMissing(tx, scope, input);
    const missing = rows.slice(0, MAX_MISSING);
    const repaired = input.repair ? await forget(tx, scope, input, missing) : 0;
    return {
      checked: await countKnown(tx, scope, input),
      missing: missing.map((row) => ({
        contentId: row.external_id,
        locale: row.locale,
        state: row.state,
        title: row.title,
        url: row.url,
        seenAt: row.seen_at.toISOString(),
        referenceCount: Number(row.reference_count),
      })),
      hasMore: rows.length > MAX_MISSING,
      repaired,
    };
  });
}

async function countKnown(
  tx: Transaction,
  scope: Scope,
  input: z.output<typeof VerifyInput>,
): Promise<number> {
  const { type, after, through } = rangeOf(input);
  const [{ count }] = await tx.$queryRaw<[{ count: bigint }]>`
    select count(*) from content_item
    where namespace_id = ${scope.namespace.id}::uuid and type = ${type}
      and (${after}::text is null or external_id collate "C" > ${after})
      and (${through}::text is null or external_id collate "C" <= ${through})`;
  return Number(count);
}

const rangeOf = ({ type, after, through }: z.output<typeof VerifyInput>) => ({
  type,
  after: after ?? null,
  through: through ?? null,
});

async function findMissing(
  tx: Transaction,
  scope: Scope,
  input: z.output<typeof VerifyInput>,
): Promise<MissingRow[]> {
  const { type, after, through } = rangeOf(input);
  const { present, asOf } = input;
  const known = present.map((entry) => (typeof entry === 'string' ? { id: entry } : entry));
  return tx.$queryRaw<MissingRow[]>`
    with present as materialized (
      select * from jsonb_to_recordset(${JSON.stringify(known)}::jsonb) as p (id text, locale text, state text))
    select c.id, c.external_id, c.locale, c.state, c.title, c.url, c.seen_at,
      (select count(*) from reference r where r.namespace_id = c.namespace_id and r.content_item_id = c.id) as reference_count
    from content_item c
    where c.namespace_id = ${scope.namespace.id}::uuid and c.type = ${type} and c.seen_at < ${asOf}::timestamptz
      and (${after}::text is null or c.external_id collate "C" > ${after})
      and (${through}::text is null or c.external_id collate "C" <= ${through})
      and not exists (
        select from present p where p.id = c.external_id
          and coalesce(p.locale, c.locale) = c.locale and coalesce(p.state, c.state) = c.state)
    order by c.external_id collate "C", c.locale, c.state
    limit ${MAX_MISSING + 1}`;
}

/** @returns how many it forgot: those that were saved in the meantime stay. */
async function forget(
  tx: Transaction,
  scope: Scope,
  { asOf }: z.output<typeof VerifyInput>,
  missing: readonly MissingRow[],
): Promise<number> {
  const namespaceId = scope.namespace.id;
  const items = await tx.$queryRaw<{ id: string }[]>`
    select id from content_item
    where namespace_id = ${namespaceId}::uuid and id = any (${missing.map(({ id }) => id)}::uuid[])
      and seen_at < ${asOf}::timestamptz
    order by id for update`;
  const ids = items.map(({ id }) => id);
  if (ids.length === 0) return 0;
  const ofItems = { namespaceId, contentItemId: { in: ids } };
  const uses = await tx.reference.findMany({ where: ofItems, select: { mediaId: true } });
  await tx.reference.deleteMany({ where: ofItems });
  await tx.contentItem.deleteMany({ where: { namespaceId, id: { in: ids } } });
  await recordChange(tx, scope, {
    action: 'content.removed',
    entity: 'content_item',
    ids,
    event: 'reference.changed',
    eventIds: [...new Set(uses.map(({ mediaId }) => mediaId))],
    reason: 'the host no longer has it',
  });
  return ids.length;
}
