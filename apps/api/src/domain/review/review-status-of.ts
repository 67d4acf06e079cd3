import type { ReviewStatus } from '@vitrine/schema';
import { can } from '../identity/can.ts';
import type { Scope } from '../scope.ts';

/** Whether what this actor brings waits for somebody's approval, as the namespace has set it. */
export function reviewStatusOf({ actor, namespace }: Pick<Scope, 'actor' | 'namespace'>): ReviewStatus {
  switch (namespace.settings.review.of) {
    case 'everybody':
      return 'pending';
    case 'contributors':
      return can(actor, 'media.review') ? 'approved' : 'pending';
    case 'nobody':
      return 'approved';
  }
}
