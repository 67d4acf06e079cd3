import { MediaError } from '../errors/media-error.ts';
import { writeMoveMarker } from './move-marker.ts';

const leaseMs = 30_000;
const renewEveryMs = 5000;

export interface Seal {
  /** @throws MediaError 'conflict' where the seal could not be renewed in time, so that something may have been written. */
  requireHeld(): void;
  /** Ends the renewing; the seal itself stays as it is written. */
  stop(): Promise<void>;
}

/** Keeps everybody from writing to a directory, for as long as this process lives and renews it. */
export async function sealStorage(root: string): Promise<Seal> {
  let untilMs = 0;
  const renew = async () => {
    const next = Date.now() + leaseMs;
    await writeMoveMarker(root, { state: 'sealed', untilMs: next });
    untilMs = next;
  };
  await renew();
  let renewing: Promise<unknown> = Promise.resolve();
  const timer = setInterval(() => {
    // One that fails is made up for by the next; when none succeeds the seal runs out, and requireHeld says so.
    renewing = Promise.allSettled([renew()]);
  }, renewEveryMs);
  return {
    requireHeld() {
      if (Date.now() < untilMs) return;
      throw new MediaError('conflict', {}, { message: 'The seal of the storage ran out. Run it again.' });
    },
    async stop() {
      clearInterval(timer);
      await renewing;
    },
  };
}
