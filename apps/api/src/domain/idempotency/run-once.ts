import { createHash } from 'node:crypto';
import { MediaError } from '../../errors/media-error.ts';
import { toMediaError } from '../../errors/to-media-error.ts';
import type { Scope } from '../scope.ts';
import { claimRequest, rowKeyOf } from './claim-request.ts';
import { type KeptClaim, keepClaim } from './keep-claim.ts';

interface OnceWork<Result> {
  /** Does it, under these ids. May find that somebody who died has begun. */
  first: (ids: readonly string[]) => Promise<Result>;
  /** Answers what was done under these ids. @throws MediaError 'not-found' where nothing was. */
  again: (ids: readonly string[]) => Promise<Result>;
}

/** Errors that leave open whether something was done; the next try goes on under the same ids. */
const unsure = new Set(['internal', 'storage.unavailable', 'storage.full']);

/**
 * Does what a request asks once, however often it comes with the same `Idempotency-Key` within a day: later ones, and
 * those that come at the same time, get the answer of the first. One that was refused may be tried again.
 * @param request.key undefined where the client sent none: then it is simply done.
 * @param request.content everything that makes the request what it is; must survive JSON.
 * @throws MediaError as `claimRequest`.
 */
export async function runOnce<Result>(
  scope: Scope,
  request: { key: string | undefined; content: unknown; newIds: readonly string[] },
  work: OnceWork<Result>,
): Promise<Result> {
  const { key, newIds } = request;
  if (key === undefined) return work.first(newIds);
  const sha256 = createHash('sha256').update(JSON.stringify(request.content)).digest('hex');
  const { state, resultIds, claimedAt } = await claimRequest(scope, { key, sha256 }, newIds);
  if (state === 'done') return work.again(resultIds);
  const claim = keepClaim(scope, { key, claimedAt });
  try {
    const result =
      state === 'fresh'
        ? await work.first(resultIds)
        : await againOr(() => work.first(resultIds), work.again(resultIds));
    await setDone(scope, key);
    return result;
  } catch (error) {
    await giveBack(scope, claim, unsure.has(toMediaError(error).code));
    throw error;
  } finally {
    await claim.stop();
  }
}

/** Where even that fails, because the database is away, the claim lasts a minute longer; the error stays what it was. */
async function giveBack(scope: Scope, claim: KeptClaim, isUnsure: boolean): Promise<void> {
  try {
    await claim.giveBack(isUnsure);
  } catch (error) {
    scope.log.warn({ err: error }, 'the claim of a request that failed could not be given back');
  }
}

async function againOr<Result>(first: () => Promise<Result>, again: Promise<Result>): Promise<Result> {
  try {
    return await again;
  } catch (error) {
    if (error instanceof MediaError && error.code === 'not-found') return first();
    throw error;
  }
}

/** Also where somebody else has taken over: what they find is the same. */
async function setDone(scope: Scope, key: string): Promise<void> {
  await scope.db.pool.query(
    `update idempotent_request set state = 'done' where namespace_id = $1 and actor_id = $2 and key = $3`,
    rowKeyOf(scope, key),
  );
}
