import type { Format } from '../i18n/use-format.ts';
import type { WorkMessages } from '../i18n/use-work-messages.ts';
import type { Work } from './work-store.ts';

/** What is told of work in one line: what is being done, or what became of it. */
export function describeWork(work: Work, m: WorkMessages, format: Format): string {
  const { state, deed, total, what } = work;
  if (work.text !== undefined) return work.text;
  const isRunning = state === 'running';
  const count = isRunning ? total : Math.max(0, work.done - work.failed);
  const number = format.number(count);
  const words = {
    update: [m.workUpdating(number), m.workUpdated(count, number)],
    delete: [m.workDeleting(number), m.workDeleted(count, number)],
    restore: [m.workRestoring(number), m.workRestored(count, number)],
    purge: [m.workPurging(number), m.workPurged(count, number)],
    undo: [m.workUndoing(number), m.workUndone(count, number)],
    review: [m.workReviewing(number), m.workReviewed(count, number)],
    replace: [m.workUpdating(number), m.workUpdated(count, number)],
    merge: [m.workMerging(number), m.workMerged(count, number)],
    retag: [m.workRetagging(number), m.workRetagged(count, number)],
    reindex: [m.workReindexing(number), m.workReindexed(count, number)],
  }[deed];
  const [running = '', done = ''] = words;
  const text = isRunning ? running : count === 0 ? m.workNothing : done;
  const whole = what === '' ? text : `${text}: ${what}`;
  if (state === 'cancelled') return m.workCancelled(whole);
  if (state === 'failed') return work.error === null ? m.workBroken(whole) : m.workBroken(work.error);
  return whole;
}

/** What follows the line where not all of it could be done; empty where it could. */
export function describeFailures({ failed }: Work, m: WorkMessages, format: Format): string {
  return failed === 0 ? '' : m.workFailures(failed, format.number(failed));
}
