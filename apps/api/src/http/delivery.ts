import { AccessLevel } from '@vitrine/schema';
import type { DeliveryLookup } from '../domain/renditions/create-delivery-lookup.ts';
import type { HotCache } from '../domain/renditions/create-hot-cache.ts';
import type { TransformStore } from '../domain/renditions/create-transform-store.ts';
import type { Deliverable, DeliverableObject } from '../domain/renditions/find-deliverable.ts';
import type { Services } from '../domain/scope.ts';
import { MediaError } from '../errors/media-error.ts';
import type { Presentation } from './send-object.ts';

/** What the doors of files and pictures work with. */
export interface Delivery {
  services: Services;
  lookup: DeliveryLookup;
  hot: HotCache;
  transforms: TransformStore;
}

/** What a request gets: which bytes, and how they are shown. */
export interface Chosen {
  object: DeliverableObject;
  presentation: Presentation;
}

/** Without a version the bytes may be replaced any moment: caches keep them, and ask each time. */
export const revalidate = 'public, max-age=0, must-revalidate';
/** A version never changes, but the file may be withdrawn. */
export const publicVersion = 'public, max-age=3600, immutable';
/** The focal point of the file may change, and with it what is shown of a version. */
export const publicFocus = 'public, max-age=3600';

/** No cache keeps a file past the end of its rights. */
export function untilRightsEnd(
  { now }: Pick<Services, 'now'>,
  { rightsEnd }: Pick<Deliverable, 'rightsEnd'>,
  cacheControl: string,
): string {
  if (!rightsEnd) return cacheControl;
  const leftSeconds = Math.max(0, Math.floor((rightsEnd.getTime() - now().getTime()) / 1000));
  return cacheControl.replace(
    /max-age=(\d+)/,
    (_all, seconds) => `max-age=${Math.min(Number(seconds), leftSeconds)}`,
  );
}

/** @throws MediaError 'auth.denied' for a grant of something else. */
export function keptUntilExpiry(
  services: Services,
  purpose: Purpose,
  found: Deliverable,
  grant: string,
  image?: string,
): string {
  const { mediaId, version, accessLevel } = found;
  const target = { mediaId, version, ...(image !== undefined && { image }) };
  const read = readGrant(services, purpose, target, grant, [accessLevel]);
  if (read instanceof MediaError) {
    // Refused as late as where there is no file, for which every level is tried.
    const others = AccessLevel.options.filter((level) => level !== accessLevel);
    readGrant(services, purpose, target, grant, others);
    throw read;
  }
  const seconds = Math.max(0, Math.floor((read.expiresAt.getTime() - services.now().getTime()) / 1000));
  return `private, max-age=${seconds}, immutable`;
}

/** A file that is not public is not there for whoever has no grant: else its id would tell that it exists. */
export const isHiddenWithoutGrant = (found: Deliverable, grant: string | undefined): boolean =>
  !found.isOpenToAll && (!grant || grant === '-');

/**
 * What is told of a file that is not there: with a grant that was none of it the same as if it were there, so that
 * nobody finds out by trying. A genuine one is told that the file is gone.
 */
export function refuseMissing(
  services: Pick<Services, 'grants'>,
  purpose: Purpose,
  target: { mediaId: string; version: number | null; image?: string },
  grant: string | undefined,
): MediaError {
  const { version } = target;
  if (!grant || grant === '-' || version === null) return new MediaError('not-found');
  const read = readGrant(services, purpose, { ...target, version }, grant, AccessLevel.options);
  return read instanceof MediaError ? read : new MediaError('not-found');
}

type Purpose = 'preset' | 'original' | 'exact';

/** What a grant opens where the file has one of these levels, or why it opens nothing. */
function readGrant(
  { grants }: Pick<Services, 'grants'>,
  purpose: Purpose,
  target: { mediaId: string; version: number; image?: string },
  grant: string,
  levels: readonly AccessLevel[],
): { expiresAt: Date } | MediaError {
  let denied: MediaError | undefined;
  for (const accessLevel of levels) {
    try {
      return grants.verify(purpose, { ...target, accessLevel }, grant);
    } catch (error) {
      if (!(error instanceof MediaError)) throw error;
      denied = error;
    }
  }
  return denied ?? new MediaError('auth.denied');
}
