import type { MediaFile } from '@vitrine/schema';
import { isWholeKnown, knownOf, type WorkTarget } from '../work/work-target.ts';
import type { Choice } from './BulkChoice.tsx';

/** Which of the files have something. Of files that are not loaded nothing is claimed. */
export function hadBy(target: WorkTarget, has: (file: MediaFile) => boolean): Choice['had'] {
  const files = knownOf(target);
  const count = files.filter(has).length;
  if (!isWholeKnown(target)) return 'unknown';
  return count === 0 ? 'none' : count === files.length ? 'all' : 'some';
}

/** `+ nature, − city`: what was done, in the notice of it. */
export function nameChanges(add: readonly string[], remove: readonly string[]): string {
  return [...add.map((name) => `+ ${name}`), ...remove.map((name) => `− ${name}`)].join(', ');
}
