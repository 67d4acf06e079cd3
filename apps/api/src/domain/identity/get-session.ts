import { contractVersion, type Session } from '@vitrine/schema';
import type * as z from 'zod';
import type { CallerScope } from '../scope.ts';

/** Who asks, and what a file may be here: so that a browser refuses a wrong one before it is sent. */
export function getSession(scope: CallerScope): z.output<typeof Session> {
  const { actor, namespace, config } = scope;
  const { maxFileBytes, maxBytesByKind, allowedTypes } = config.uploads;
  return {
    contractVersion,
    user: actor.userId ? { id: actor.userId, displayName: actor.displayName ?? '' } : null,
    role: actor.role,
    isOperator: actor.kind === 'operator',
    namespace: namespace && { id: namespace.id, slug: namespace.slug, name: namespace.name },
    limits: { maxFileBytes, maxBytesByKind, allowedTypes },
  };
}
