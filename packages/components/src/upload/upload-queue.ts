import type { MediaFile, UploadFields } from '@vitrine/schema';
import type { KitClient } from '../provider/kit-client.ts';
import { isAbort, toKitError } from '../provider/kit-error.ts';
import type { UploadItem, UploadStore } from '../store/upload-store.ts';
import { createSpeedMeter } from './measure-speed.ts';

/** Files under way at once: more only share the same line. */
const CONCURRENCY = 3;

interface Job {
  file: File;
  fields: Partial<UploadFields>;
  /** Called once with the file of the library: the new one, or the one that the person chose to use instead. */
  onReady: (media: MediaFile) => void;
  abort: AbortController | null;
}

export interface UploadQueue {
  /** Takes files that were checked. Returns the ids of their items. */
  add(files: readonly File[], options: Pick<Job, 'fields' | 'onReady'>): string[];
  cancel(id: string): void;
  retry(id: string): void;
  takeExisting(id: string): void;
  keepBoth(id: string): Promise<void>;
  /** Takes an item that has ended off the list. */
  remove(id: string): void;
}

interface QueueOptions {
  client: Pick<KitClient, 'uploads' | 'trpc' | 'connectivity'>;
  store: UploadStore;
  /** The library has one more file. */
  onChanged: () => void;
}

const SHOWABLE = /^image\/(jpeg|png|gif|webp|avif)$/;

/** Sends files three at a time. What it shows of them is in `store`, the files themselves stay here. */
export function createUploadQueue({ client, store, onChanged }: QueueOptions): UploadQueue {
  const jobs = new Map<string, Job>();
  let made = 0;
  let stopWaiting: (() => void) | null = null;

  const itemOf = (id: string): UploadItem | undefined =>
    store.getState().items.find((item) => item.id === id);
  const patch = (id: string, change: Partial<Omit<UploadItem, 'id'>>) => store.getState().patch(id, change);

  function startNext(): void {
    if (!client.connectivity.isOnline()) {
      waitForNetwork();
      return;
    }
    const { items } = store.getState();
    let free = CONCURRENCY - items.filter(isRunning).length;
    for (const item of items) {
      if (free <= 0) return;
      if (item.state !== 'waiting') continue;
      free -= 1;
      void send(item.id);
    }
  }

  function waitForNetwork(): void {
    if (stopWaiting) return;
    stopWaiting = client.connectivity.subscribe(() => {
      if (!client.connectivity.isOnline()) return;
      stopWaiting?.();
      stopWaiting = null;
      startNext();
    });
  }

  async function send(id: string): Promise<void> {
    const job = jobs.get(id);
    if (!job) return;
    const abort = new AbortController();
    job.abort = abort;
    const meter = createSpeedMeter();
    patch(id, { state: 'sending', error: null });
    try {
      const result = await client.uploads.send({
        file: job.file,
        fields: job.fields,
        signal: abort.signal,
        onProgress: (sentBytes, totalBytes) => {
          if (abort.signal.aborted) return;
          patch(id, {
            sentBytes,
            bytesPerSecond: meter.at(sentBytes, performance.now()),
            state: sentBytes >= totalBytes ? 'finishing' : 'sending',
          });
        },
      });
      if (abort.signal.aborted) return;
      const { uploadId, media, duplicateOf } = result;
      patch(id, { uploadId, media, sentBytes: job.file.size });
      if (duplicateOf === null) finish(id, media, true);
      else patch(id, { state: 'duplicate' });
    } catch (error) {
      if (isAbort(error) || abort.signal.aborted) return;
      const failure = toKitError(error);
      const waits = failure.code === 'network' && !client.connectivity.isOnline();
      patch(id, { state: waits ? 'waiting' : 'failed', error: failure, bytesPerSecond: null });
    } finally {
      job.abort = null;
      startNext();
    }
  }

  function finish(id: string, media: MediaFile, isNew: boolean): void {
    patch(id, { state: 'done', media, error: null, bytesPerSecond: null });
    if (isNew) onChanged();
    jobs.get(id)?.onReady(media);
  }

  return {
    add(files, { fields, onReady }) {
      const ids = files.map((file) => {
        made += 1;
        const id = `upload-${made}`;
        jobs.set(id, { file, fields, onReady, abort: null });
        store.getState().put({
          id,
          name: file.name,
          sizeBytes: file.size,
          sentBytes: 0,
          state: 'waiting',
          bytesPerSecond: null,
          error: null,
          media: null,
          uploadId: null,
          previewUrl: SHOWABLE.test(file.type) ? URL.createObjectURL(file) : null,
        });
        return id;
      });
      startNext();
      return ids;
    },
    cancel(id) {
      const item = itemOf(id);
      if (!item || !isPending(item)) return;
      patch(id, { state: 'cancelled', bytesPerSecond: null });
      jobs.get(id)?.abort?.abort();
      startNext();
    },
    retry(id) {
      const item = itemOf(id);
      if (!item || !(item.state === 'failed' || item.state === 'cancelled')) return;
      patch(id, { state: 'waiting', error: null });
      startNext();
    },
    takeExisting(id) {
      const item = itemOf(id);
      if (item?.state === 'duplicate' && item.media) finish(id, item.media, false);
    },
    async keepBoth(id) {
      const item = itemOf(id);
      if (item?.state !== 'duplicate' || !item.uploadId) return;
      patch(id, { state: 'finishing' });
      try {
        finish(id, await client.trpc.uploads.keepBoth.mutate({ id: item.uploadId }), true);
      } catch (error) {
        // Still a duplicate: the person may choose again.
        patch(id, { state: 'duplicate', error: toKitError(error) });
      }
    },
    remove(id) {
      const item = itemOf(id);
      if (!item || isPending(item)) return;
      if (item.previewUrl) URL.revokeObjectURL(item.previewUrl);
      jobs.delete(id);
      store.getState().remove(id);
    },
  };
}

function isRunning({ state }: UploadItem): boolean {
  return state === 'sending' || state === 'finishing';
}

/** Under way or about to be: leaving now would lose the sight of it. */
export function isPending(item: UploadItem): boolean {
  return item.state === 'waiting' || isRunning(item);
}

/** Ended in a way that a person has to decide about. */
export function needsAnswer({ state }: UploadItem): boolean {
  return state === 'failed' || state === 'duplicate';
}
