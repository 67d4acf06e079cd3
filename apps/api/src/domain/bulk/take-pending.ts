import type { Transaction } from '../../db/transaction.ts';
import type { BulkWork } from './describe-bulk.ts';

/** `free`: what no other lane holds; `all`: also what one holds, once it lets go. */
export type Taking = 'free' | 'all';

/** Files in one transaction: as many as are done well within the time of a request. */
const batchSizeOf = (work: BulkWork): number =>
  // Each file that comes back looks for a slug of its own.
  work.kind === 'restore' || work.kind === 'undo' ? 250 : 1000;

/** The next files of a task, held until the commit: what one takes is nobody else's. */
export async function takePending(
  tx: Transaction,
  taskId: string,
  work: BulkWork,
  takes: Taking,
): Promise<string[]> {
  const skip = takes === 'free' ? 'skip locked' : '';
  const rows = await tx.$queryRawUnsafe<{ media_id: string }[]>(
    `select media_id from task_item where task_id = $1::uuid and outcome = 'pending'
     order by media_id limit $2::int for update ${skip}`,
    taskId,
    batchSizeOf(work),
  );
  const ids = rows.map(({ media_id }) => media_id);
  return work.kind === 'update' || ids.length === 0 ? ids : withLinked(tx, taskId, ids);
}

/**
 * With the files that stand in the place of these or are shown as them: they go to the trash and come back together,
 * whichever batch each would be in by its id.
 */
async function withLinked(tx: Transaction, taskId: string, ids: readonly string[]): Promise<string[]> {
  const rows = await tx.$queryRaw<{ media_id: string }[]>`
    with recursive linked as (
      select id from unnest(${[...ids]}::uuid[]) id
      union
      select o.id from linked l
      join media m on m.id = l.id
      join media o on o.namespace_id = m.namespace_id and (o.replaced_by = m.id or o.id = m.replaced_by))
    select media_id from task_item
    where task_id = ${taskId}::uuid and outcome = 'pending' and media_id in (select id from linked)
    order by media_id for update`;
  return rows.map(({ media_id }) => media_id);
}
