import { MediaError } from '../../errors/media-error.ts';
import type { CallerScope } from '../scope.ts';

/**
 * The namespaces that a credential reaches, as a condition: all for an operator, else the one it belongs to.
 * @throws MediaError `not-found` where `id` names another one: no one learns that it exists.
 */
export function reachableNamespace({ actor, namespace }: CallerScope, id?: string): { id?: string } {
  if (actor.kind === 'operator') return id === undefined ? {} : { id };
  if (!namespace || (id !== undefined && id !== namespace.id)) throw new MediaError('not-found', { id });
  return { id: namespace.id };
}
