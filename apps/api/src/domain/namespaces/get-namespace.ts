import type { Namespace } from '@vitrine/schema';
import { MediaError } from '../../errors/media-error.ts';
import type { CallerScope } from '../scope.ts';
import { findNamespaces } from './find-namespaces.ts';

/** @throws MediaError `not-found`, also for a namespace that is not the caller's. */
export async function getNamespace(scope: CallerScope, input: { id: string }): Promise<Namespace> {
  const [namespace] = await findNamespaces(scope, input.id);
  if (!namespace) throw new MediaError('not-found', { id: input.id });
  return namespace;
}
