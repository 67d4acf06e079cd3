import type { ErrorCode, MediaId } from '@vitrine/schema';
import { MediaError } from '../../errors/media-error.ts';
import { type Action, can } from '../identity/can.ts';
import type { Scope } from '../scope.ts';
import { resourceOf } from './find-media.ts';
import type { LockedMedia } from './lock-media.ts';

export interface BatchFailure {
  id: string;
  code: ErrorCode;
  message: string;
  details?: Record<string, unknown>;
}

export interface BatchOutcome {
  succeeded: MediaId[];
  failed: BatchFailure[];
}

export function failureOf(id: string, { code, message, details }: MediaError): BatchFailure {
  return { id, code, message, ...(details && { details }) };
}

/** The outcome of a batch from what failed in it: all else was done. */
export function outcomeOf(ids: readonly string[], failed: BatchFailure[]): BatchOutcome {
  const refused = new Set(failed.map(({ id }) => id));
  return { succeeded: ids.filter((id) => !refused.has(id)) as MediaId[], failed };
}

/**
 * Why the actor may not do this to a file; null where they may. What is not visible is not there; what is visible and
 * not the actor's is denied.
 */
export function refusalOf(scope: Scope, action: Action, media: LockedMedia | undefined): MediaError | null {
  if (!media) return new MediaError('not-found');
  const resource = resourceOf(media);
  if (can(scope.actor, action, resource)) return null;
  return new MediaError(can(scope.actor, 'media.read', resource) ? 'auth.denied' : 'not-found');
}

/** Parts the files that the actor may do this to from those that fail, in the order asked for. */
export function pickAllowed(
  scope: Scope,
  action: Action,
  ids: readonly string[],
  locked: ReadonlyMap<string, LockedMedia>,
): { allowed: LockedMedia[]; failed: BatchFailure[] } {
  const allowed: LockedMedia[] = [];
  const failed: BatchFailure[] = [];
  for (const id of ids) {
    const media = locked.get(id);
    const refusal = refusalOf(scope, action, media);
    if (refusal) failed.push(failureOf(id, refusal));
    else if (media) allowed.push(media);
  }
  return { allowed, failed };
}
