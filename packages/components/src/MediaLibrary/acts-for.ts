import { compareRoles, type Session } from '@vitrine/schema';
import { mayChange, mayUpload } from '../MediaDetails/may-change.ts';
import type { Place } from '../places/place.ts';
import type { WorkTarget } from '../work/work-target.ts';
import type { BulkAct } from './BulkBar.tsx';
import type { Arranging } from './use-arranging.ts';

/** What this person may do with the chosen files here. The server decides again, file by file. */
export function actsFor(
  session: Session | null,
  target: WorkTarget,
  place: Place,
  { from, isSortable }: Pick<Arranging, 'from' | 'isSortable'>,
): BulkAct[] {
  const sorting: BulkAct[] = mayUpload(session)
    ? [
        ...(from !== null ? (['move'] as const) : []),
        ...(isSortable && 'files' in target ? (['earlier', 'later'] as const) : []),
      ]
    : [];
  const may = 'files' in target ? target.files.every((file) => mayChange(session, file)) : mayUpload(session);
  if (!may) return sorting;
  const isReviewer = session?.role != null && compareRoles(session.role, 'editor') >= 0;
  return [
    ...(place.kind === 'review' && isReviewer ? (['approve', 'reject'] as const) : []),
    'tags',
    'collections',
    'edit',
    ...sorting,
    'delete',
  ];
}
