import type { MediaKind } from '@vitrine/schema';
import type { CallerScope } from '../scope.ts';

/** What a file may be in this namespace: the narrower of what it and the instance take. */
export function limitsOf({ config, namespace }: Pick<CallerScope, 'config' | 'namespace'>): {
  maxFileBytes: number;
  maxBytesByKind: Record<MediaKind, number>;
  /** MIME types by kind. */
  allowedTypes: Record<MediaKind, string[]>;
} {
  const { maxFileBytes, maxBytesByKind, allowedTypes } = config.uploads;
  const limits = namespace?.settings.limits;
  const kinds = limits?.allowedKinds ?? null;
  const narrower = (bytes: number) => Math.min(bytes, limits?.maxFileBytes ?? bytes);
  const sizes = Object.entries(maxBytesByKind).map(([kind, bytes]) => [kind, narrower(bytes)]);
  const allowed = Object.entries(allowedTypes).map(([kind, types]) => [
    kind,
    kinds === null || kinds.some((name) => name === kind) ? types : [],
  ]);
  return {
    maxFileBytes: narrower(maxFileBytes),
    maxBytesByKind: Object.fromEntries(sizes) as Record<MediaKind, number>,
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
