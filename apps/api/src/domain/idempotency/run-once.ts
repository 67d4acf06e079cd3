import { createHash } from 'node:crypto';
import { MediaError } from '../../errors/media-error.ts';
import { toMediaError } from '../../errors/to-media-error.ts';
import type { Scope } from '../scope.ts';
import { claimRequest, rowKeyOf } from './claim-request.ts';

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
  const { state, resultIds } = await claimRequest(scope, { key, sha256 }, newIds);
  if (state === 'done') return work.again(resultIds);
  try {
    const result =
      state === 'fresh'
        ? await work.first(resultIds)
        : await againOr(() => work.first(resultIds), work.again(resultIds));
    await setDone(scope, key);
    return result;
  } catch (error) {
    await giveBack(scope, key, unsure.has(toMediaError(error).code));
    throw error;
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

const thisRow = 'namespace_id = $1 and actor_id = $2 and key = $3';

async function setDone(scope: Scope, key: string): Promise<void> {
  await scope.db.pool.query(
    `update idempotent_request set state = 'done' where ${thisRow}`,
    rowKeyOf(scope, key),
  );
}

/** The next one need not wait; where something may have been done, it does so under the same ids. */
async function giveBack(scope: Scope, key: string, isUnsure: boolean): Promise<void> {
  const change = isUnsure
    ? `update idempotent_request set claimed_at = to_timestamp(0) where ${thisRow}`
    : `delete from idempotent_request where ${thisRow} and state = 'running'`;
  await scope.db.pool.query(change, rowKeyOf(scope, key));
}
