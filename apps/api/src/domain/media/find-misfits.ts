import type { AccessLevel } from '@vitrine/schema';
import type { Transaction } from '../../db/transaction.ts';
import { MediaError } from '../../errors/media-error.ts';
import type { Scope } from '../scope.ts';

/**
 * Which files can not have the level that they are to get: whoever sees a file has to see the one that stands in its
 * place. The other of such a pair stays as it is until the transaction ends.
 */
export async function findMisfits(
  tx: Transaction,
  scope: Scope,
  levels: ReadonlyMap<string, AccessLevel>,
): Promise<Map<string, MediaError>> {
  const wanted = JSON.stringify([...levels].map(([id, level]) => ({ id, level })));
  const pairs = await tx.$queryRaw<
    {
      id: string;
      level: string;
      other_id: string;
      other_level: string;
      other_title: string;
      stands: boolean;
    }[]
  >`
    select w.id, w.level, o.id as other_id, o.access_level as other_level, o.title as other_title,
      o.replaced_by = m.id as stands
    from jsonb_to_recordset(${wanted}::jsonb) as w (id uuid, level text)
    join media m on m.namespace_id = ${scope.namespace.id}::uuid and m.id = w.id
    join media o on o.namespace_id = m.namespace_id and (o.replaced_by = m.id or o.id = m.replaced_by)
    -- What was merged and is in the trash comes back as a file of its own.
    where o.merged_at is null or o.deleted_at is null or o.id = m.replaced_by
    order by o.id for share of o`;
  const misfits = new Map<string, MediaError>();
  for (const { id, level, other_id, other_level, other_title, stands } of pairs) {
    const own = widths.indexOf(level);
    const other = widths.indexOf(levels.get(other_id) ?? other_level);
    if (stands && own > other) {
      misfits.set(id, misfit(`It is shown in the place of “${other_title}”, which more people may see.`));
    } else if (!stands && own < other) {
      misfits.set(id, misfit(`“${other_title}” is shown in its place, which fewer people may see.`));
    }
  }
  return misfits;
}

/** The widest first. */
const widths: readonly string[] = ['public', 'members', 'staff', 'private'] satisfies AccessLevel[];

const misfit = (why: string) =>
  new MediaError(
    'input.invalid',
    { fields: { accessLevel: [why] } },
    { message: `${why} Undo that, or change the level of both.` },
  );
