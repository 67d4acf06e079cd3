import type { Transaction } from '../../db/transaction.ts';
import { pickFreeSlug } from '../pick-free-slug.ts';

/** What a slug may hold; the rest of the column is for the number behind it. */
const MAX_LENGTH = 240;

/**
 * The first of `wanted`, `wanted-2`, `wanted-3` … that no live file of the namespace has. Two transactions can be
 * told the same: the unique index `media_live_slug_key` decides, and who loses asks again.
 */
export async function freeSlug(tx: Transaction, namespaceId: string, wanted: string): Promise<string> {
  const base = wanted.slice(0, MAX_LENGTH);
  const taken = await tx.$queryRaw<{ slug: string }[]>`
    select slug from media
    where namespace_id = ${namespaceId}::uuid and deleted_at is null
      and (slug = ${base} or slug ~ ('^' || ${base} || '-[0-9]+$'))`;
  return pickFreeSlug(
    base,
    taken.map(({ slug }) => slug),
  );
}
