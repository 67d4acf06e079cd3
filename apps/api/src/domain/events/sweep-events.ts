import type { Services } from '../scope.ts';

/** Whoever comes back later than that loads anew. */
const KEPT_DAYS = 7;
const DAY_MS = 24 * 60 * 60 * 1000;
const BATCH_SIZE = 10_000;

/** Forgets events that nobody comes back for: of the index of what no webhook took, which is all of them. @returns how many. */
export async function sweepEvents({ db, now }: Pick<Services, 'db' | 'now'>): Promise<number> {
  const before = new Date(now().getTime() - KEPT_DAYS * DAY_MS);
  for (let swept = 0; ; ) {
    const { rowCount } = await db.pool.query(
      `delete from outbox_event where id in (
         select id from outbox_event where created_at < $1 and delivered_at is null
         order by created_at, id limit ${BATCH_SIZE})`,
      [before],
    );
    swept += rowCount ?? 0;
    if ((rowCount ?? 0) < BATCH_SIZE) return swept;
  }
}
