import type { MediaKind } from '@vitrine/schema';
import type { CallerScope } from '../scope.ts';

/** What a file may be in this namespace: the narrower of what it and the instance take. */
export function limitsOf({ config, namespace }: Pick<CallerScope, 'config' | 'namespace'>): {
  maxFileBytes: number;
  /** MIME types by kind. */
  allowedTypes: Record<MediaKind, string[]>;
} {
  const { maxFileBytes, allowedTypes } = config.uploads;
  const limits = namespace?.settings.limits;
  const kinds = limits?.allowedKinds ?? null;
  const allowed = Object.entries(allowedTypes).map(([kind, types]) => [
    kind,
    kinds === null || kinds.some((name) => name === kind) ? types : [],
  ]);
  return {
    maxFileBytes: Math.min(maxFileBytes, limits?.maxFileBytes ?? maxFileBytes),
    allowedTypes: Object.fromEntries(allowed) as Record<MediaKind, string[]>,
  };
}

/** Days that files of this namespace are kept: as it says, else as the instance does. */
export function retentionOf({ config, namespace }: Pick<CallerScope, 'config' | 'namespace'>): {
  trashDays: number;
  unusedDays: number;
} {
  const { trashDays, unusedDays } = config.retention;
  const own = namespace?.settings.retention;
  return { trashDays: own?.trashDays ?? trashDays, unusedDays: own?.unusedDays ?? unusedDays };
}
