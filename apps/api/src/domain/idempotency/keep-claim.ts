import type { Scope } from '../scope.ts';
import type { RequestKey } from './claim-request.ts';
import { rowKeyOf } from './claim-request.ts';

/** A claim that is still worked on. */
export interface KeptClaim {
  /**
   * Lets go of it, so that the next one need not wait; unless somebody else has taken it over meanwhile: then it is
   * theirs.
   * @param isUnsure whether something may have been done: the next one works under the same ids then.
   */
  giveBack(isUnsure: boolean): Promise<void>;
  /** From here on it is no longer said that somebody is at it. */
  stop(): Promise<void>;
}

const mine = 'namespace_id = $1 and actor_id = $2 and key = $3 and claimed_at = $4';

/**
 * Says again and again that a request is worked on, however long its storage takes: only who has died is taken over
 * from. When it was said last tells whose claim it is.
 * @param options.everyMs well below the minute after which a claim counts as abandoned.
 */
export function keepClaim(
  scope: Scope,
  { key, claimedAt }: Pick<RequestKey, 'key'> & { claimedAt: Date },
  { everyMs = 10_000 } = {},
): KeptClaim {
  const row = rowKeyOf(scope, key);
  let saidAt = claimedAt;
  let saying: Promise<void> = Promise.resolve();

  async function sayAgain(): Promise<void> {
    const now = scope.now();
    try {
      const { rowCount } = await scope.db.pool.query(
        `update idempotent_request set claimed_at = $5 where ${mine} and state = 'running'`,
        [...row, saidAt, now],
      );
      if (rowCount === 1) saidAt = now;
    } catch (error) {
      scope.log.warn({ err: error }, 'the claim of a request under way could not be renewed');
    }
  }

  const timer = setInterval(() => {
    saying = saying.then(sayAgain);
  }, everyMs);
  const stop = () => {
    clearInterval(timer);
    return saying;
  };
  return {
    stop,
    async giveBack(isUnsure) {
      await stop();
      const change = isUnsure
        ? `update idempotent_request set claimed_at = to_timestamp(0) where ${mine}`
        : `delete from idempotent_request where ${mine} and state = 'running'`;
      await scope.db.pool.query(change, [...row, saidAt]);
    },
  };
}
