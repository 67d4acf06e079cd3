import type { Services } from '../scope.ts';

/** So long bulk work can be taken back, done again and looked at file by file. */
const KEPT_DAYS = 30;
const DAY_MS = 24 * 60 * 60 * 1000;

/** Forgets the files of bulk work that ended long ago, and what it was asked. @returns how many tasks. */
export async function sweepTasks({ db, now }: Services): Promise<number> {
  const before = new Date(now().getTime() - KEPT_DAYS * DAY_MS);
  await db.pool.query(
    `delete from task_item i using task t
     where t.id = i.task_id and t.finished_at < $1 and t.kind like 'bulk-%'`,
    [before],
  );
  const { rowCount } = await db.pool.query(
    `update task set input = '{}', undo = null
     where kind like 'bulk-%' and finished_at < $1 and input <> '{}'::jsonb`,
    [before],
  );
  return rowCount ?? 0;
}
