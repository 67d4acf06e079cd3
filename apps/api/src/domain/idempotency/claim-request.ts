import { setTimeout as delay } from 'node:timers/promises';
import { MediaError } from '../../errors/media-error.ts';
import type { Scope } from '../scope.ts';

/** How long a key stands for its request. */
export const requestLifeMs = 24 * 60 * 60 * 1000;
/** Whoever has not said for so long that they are at it has died. */
const abandonedAfterMs = 60_000;
const patienceMs = 30_000;
const pollEveryMs = 100;

export interface RequestKey {
  /** As the client chose it: 1 to 255 visible ASCII characters. */
  key: string;
  /** Of everything that makes the request what it is, 64 hexadecimal digits. */
  sha256: string;
}

export interface Claim {
  /** `fresh`: nobody has tried before; `taken-over`: somebody has, and did not end; `done`: it has been done. */
  state: 'fresh' | 'taken-over' | 'done';
  resultIds: readonly string[];
  /** Tells this claim from those of others for the same key. */
  claimedAt: Date;
}

const keyForm = /^[\x21-\x7e]{1,255}$/;

/**
 * Makes the caller the one who does what a key stands for. The ids of what is to be made are decided here: whoever
 * comes after a crash makes the same things, not others beside them. While somebody else is at it, this waits.
 * @throws MediaError 'input.invalid' for a malformed key, 'conflict' for a key that stands for another request, and
 * where the other has not ended within half a minute.
 */
export async function claimRequest(
  scope: Scope,
  request: RequestKey,
  newIds: readonly string[],
): Promise<Claim> {
  if (!keyForm.test(request.key)) {
    const fields = { 'Idempotency-Key': ['Must be 1 to 255 visible ASCII characters'] };
    throw new MediaError('input.invalid', { fields });
  }
  const giveUpAt = performance.now() + patienceMs;
  for (;;) {
    const claim = await tryToClaim(scope, request, newIds);
    if (claim) return claim;
    if (performance.now() > giveUpAt) {
      const message = 'The first request with this Idempotency-Key is still being worked on.';
      throw new MediaError('conflict', { reason: 'in-progress' }, { message });
    }
    await delay(pollEveryMs);
  }
}

interface ClaimRow {
  request_sha256: string;
  result_ids: string[];
  claimed_at: Date;
  state: string;
  is_mine: boolean;
  is_fresh: boolean;
}

/** One statement: of many at once the primary key lets one insert, and the row lock one take over. */
async function tryToClaim(
  scope: Scope,
  { key, sha256 }: RequestKey,
  newIds: readonly string[],
): Promise<Claim | null> {
  const now = scope.now();
  const before = (ms: number) => new Date(now.getTime() - ms);
  const { rows } = await scope.db.pool.query<ClaimRow>(
    `with claimed as (
       insert into idempotent_request as r
         (namespace_id, actor_id, key, request_sha256, result_ids, claimed_at, created_at)
       values ($1, $2, $3, $4, $5, $6, $6)
       on conflict (namespace_id, actor_id, key) do update set
         request_sha256 = excluded.request_sha256,
         claimed_at = excluded.claimed_at,
         state = 'running',
         created_at = case when r.created_at < $8 then excluded.created_at else r.created_at end,
         result_ids = case when r.created_at < $8 then excluded.result_ids else r.result_ids end
       where r.created_at < $8
          or (r.state = 'running' and r.claimed_at < $7 and r.request_sha256 = excluded.request_sha256)
       returning request_sha256, result_ids, claimed_at, state, true as is_mine)
     select *, result_ids = $5::uuid[] as is_fresh from claimed
     union all
     select request_sha256, result_ids, claimed_at, state, false, false from idempotent_request
     where namespace_id = $1 and actor_id = $2 and key = $3 and not exists (select from claimed)`,
    [...rowKeyOf(scope, key), sha256, newIds, now, before(abandonedAfterMs), before(requestLifeMs)],
  );
  const [row] = rows;
  // Inserted by somebody else after this statement began: look again.
  if (!row) return null;
  const { result_ids: resultIds, claimed_at: claimedAt } = row;
  if (row.is_mine) return { state: row.is_fresh ? 'fresh' : 'taken-over', resultIds, claimedAt };
  if (row.request_sha256 !== sha256) {
    const message = 'This Idempotency-Key stands for another request. Choose a new one.';
    throw new MediaError('conflict', { reason: 'key-reused' }, { message });
  }
  return row.state === 'done' ? { state: 'done', resultIds, claimedAt } : null;
}

/** Whose key it is: that of somebody else means nothing, and tells nothing. */
export function rowKeyOf(scope: Scope, key: string): [namespaceId: string, actorId: string, key: string] {
  return [scope.namespace.id, scope.actor.userId ?? scope.actor.keyId ?? 'system', key];
}
