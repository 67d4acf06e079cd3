import type { Namespace } from '@vitrine/schema';
import type { CallerScope } from '../scope.ts';
import { findNamespaces } from './find-namespaces.ts';

/** The operator sees all, everybody else the one of their credential. */
export function listNamespaces(scope: CallerScope): Promise<Namespace[]> {
  return findNamespaces(scope);
}
