import type { AuditEntry } from '@vitrine/schema';
import type { Scope } from '../scope.ts';
import type { TrackedTask } from '../tasks/track-task.ts';
import type { AuditExportInput } from './begin-audit-export.ts';
import { listAudit } from './list-audit.ts';
import { writeCsvLine } from './write-csv-line.ts';

const PAGE = 1000;

const columns = [
  'at',
  'namespaceId',
  'actorKind',
  'actorId',
  'actorName',
  'action',
  'entity',
  'entityId',
  'reason',
  'requestId',
  'id',
] as const satisfies readonly Exclude<keyof AuditEntry, 'detail'>[];

/** Without it spreadsheets take the text for one of another alphabet. */
const byteOrderMark = '\uFEFF';

/** The entries of a namespace that fit, newest first, page by page: a table with a head, or a line of JSON for each. */
export async function* writeAudit(
  scope: Scope,
  { format, filter }: AuditExportInput,
  task: Pick<TrackedTask, 'signal' | 'report'>,
): AsyncGenerator<string> {
  if (format === 'csv') yield byteOrderMark + writeCsvLine([...columns, 'before', 'after']);
  let after: string | undefined;
  let done = 0;
  do {
    task.signal.throwIfAborted();
    const page = await listAudit(scope, { ...filter, after, limit: PAGE });
    const lines = page.items.map((entry) =>
      format === 'csv' ? writeRow(entry) : `${JSON.stringify(entry)}\n`,
    );
    done += page.items.length;
    task.report({ done, total: null });
    if (lines.length > 0) yield lines.join('');
    after = page.nextAfter ?? undefined;
  } while (after !== undefined);
}

function writeRow(entry: AuditEntry): string {
  const { detail } = entry;
  const words = detail ? [JSON.stringify(detail.before), JSON.stringify(detail.after)] : [null, null];
  return writeCsvLine([...columns.map((name) => entry[name]), ...words]);
}
