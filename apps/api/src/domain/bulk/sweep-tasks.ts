import { auditExportKind } from '../audit/begin-audit-export.ts';
import { exportTaskKind } from '../exports/begin-export.ts';
import { personExportKind } from '../privacy/begin-person-export.ts';
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
  // A link is good for hours at most: what it was for, and of whom, is nobody's business any more.
  await db.pool.query(
    `update task set input = '{}' where kind = any ($2) and created_at < $1 and input <> '{}'::jsonb`,
    [new Date(now().getTime() - DAY_MS), [exportTaskKind, personExportKind, auditExportKind]],
  );
  return rowCount ?? 0;
}
