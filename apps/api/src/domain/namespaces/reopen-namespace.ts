import type { Namespace } from '@vitrine/schema';
import type { CallerScope } from '../scope.ts';
import { setArchived } from './archive-namespace.ts';

/** Takes a namespace out of the archive: keys, people and files are as they were.
 *  @throws MediaError `not-found`, `auth.denied` for all but the operator. */
export function reopenNamespace(scope: CallerScope, input: { id: string }): Promise<Namespace> {
  return setArchived(scope, input.id, false);
}
