import { setTimeout } from 'node:timers/promises';
import { MediaError } from '../errors/media-error.ts';
import type { LocalStorage } from './local.ts';
import { type MoveMarker, readMoveMarker } from './move-marker.ts';
import type { StorageDriver } from './storage-driver.ts';

/** How long a write waits for the end of a move, before the seal refuses it. */
const patienceMs = 10_000;
const lookAgainMs = 100;

export type Moved = Extract<MoveMarker, { state: 'moved' }>;

/**
 * A local storage that goes over to the bucket in the moment when a migration says that everything is there, without
 * a restart. Writes look for the move each time and wait while it is under way. Reads look only where an object is
 * missing: what is in the directory stays right, because objects never change.
 * @param openTarget is called once, with what the migration wrote down.
 */
export function followMove(
  local: LocalStorage,
  openTarget: (moved: Moved) => Promise<StorageDriver>,
): StorageDriver {
  let current: StorageDriver = local;
  let opening: Promise<StorageDriver> | null = null;

  const goOver = async (moved: Moved): Promise<StorageDriver> => {
    opening ??= openTarget(moved);
    try {
      current = await opening;
      return current;
    } catch (error) {
      // The next call tries again.
      opening = null;
      throw error;
    }
  };

  /** The storage that holds everything now. */
  const here = async (): Promise<StorageDriver> => {
    if (current !== local) return current;
    const marker = await readMoveMarker(local.root);
    return marker?.state === 'moved' ? goOver(marker) : local;
  };

  /** The same for a write, which waits for the end of a seal. */
  const writable = async (): Promise<StorageDriver> => {
    for (const untilMs = performance.now() + patienceMs; current === local; ) {
      const marker = await readMoveMarker(local.root);
      if (marker?.state === 'moved') return goOver(marker);
      if (marker === null || performance.now() > untilMs) break;
      await setTimeout(lookAgainMs);
    }
    return current;
  };

  /** Looks again where an object is missing: another process may have gone over and written it. */
  const orThere = async <Result>(look: (storage: StorageDriver) => Promise<Result>): Promise<Result> => {
    const asked = current;
    try {
      return await look(asked);
    } catch (error) {
      if (!(error instanceof MediaError) || error.code !== 'not-found') throw error;
      const next = await here();
      if (next === asked) throw error;
      return look(next);
    }
  };

  return {
    get name() {
      return current.name;
    },
    get directUploads() {
      return current.directUploads;
    },
    put: async (...call) => (await writable()).put(...call),
    append: async (...call) => (await writable()).append(...call),
    finish: async (...call) => (await writable()).finish(...call),
    copy: async (...call) => (await writable()).copy(...call),
    move: async (...call) => (await writable()).move(...call),
    delete: async (...call) => (await writable()).delete(...call),
    unfinishedBytes: async (key) => (await here()).unfinishedBytes(key),
    read: (...call) => orThere((storage) => storage.read(...call)),
    withLocalFile: (...call) => orThere((storage) => storage.withLocalFile(...call)),
    head: async (key) => {
      const asked = current;
      const found = await asked.head(key);
      const next = found ? asked : await here();
      return next === asked ? found : next.head(key);
    },
    async *list(prefix) {
      yield* (await here()).list(prefix);
    },
    signDownload: async (options) => (await here()).signDownload(options),
    publicUrl: (key) => current.publicUrl(key),
    readMark: async () => (await here()).readMark(),
    writeMark: async (text) => (await writable()).writeMark(text),
    checkHealth: async () => (await here()).checkHealth(),
    async close() {
      if (current !== local) await current.close();
      await local.close();
    },
  };
}
