import type { GroundServices } from '../scope.ts';

/** Says of uploads that are being completed here that somebody is at it, so that no sweeper takes them for stuck. */
export interface UploadBeats {
  /** Until the hold is disposed of. May be held several times. */
  hold(uploadId: string): Disposable;
  close(): Promise<void>;
}

/** @param options.everyMs well below what the sweeper waits. */
export function createUploadBeats(
  { db, log, now }: Pick<GroundServices, 'db' | 'log' | 'now'>,
  { everyMs = 5000 } = {},
): UploadBeats {
  const holds = new Map<string, number>();
  let beating: Promise<void> = Promise.resolve();

  /** One statement for all: a thousand may wait for their turn. */
  async function beat(): Promise<void> {
    if (holds.size === 0) return;
    try {
      await db.pool.query(
        `update upload set updated_at = $2 where id = any($1::uuid[]) and state = 'finishing'`,
        [[...holds.keys()], now()],
      );
    } catch (error) {
      log.warn({ err: error }, 'the uploads under way could not be marked as such');
    }
  }

  const timer = setInterval(() => {
    beating = beating.then(beat);
  }, everyMs);
  timer.unref();
  return {
    hold(uploadId) {
      holds.set(uploadId, (holds.get(uploadId) ?? 0) + 1);
      return {
        [Symbol.dispose]() {
          const left = (holds.get(uploadId) ?? 1) - 1;
          if (left === 0) holds.delete(uploadId);
          else holds.set(uploadId, left);
        },
      };
    },
    async close() {
      clearInterval(timer);
      await beating;
    },
  };
}
