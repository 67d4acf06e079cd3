import { Worker } from 'node:worker_threads';
import { MediaError } from '../errors/media-error.ts';
import type { DecodeJobName, DecodeJobs, DecodeReply, DecodeRequest } from './decode-jobs.ts';
import { probeImage, renderImage } from './image.ts';
import { sniffFile } from './sniff.ts';
import { inspectSvg } from './svg.ts';
import { transformImage } from './transform-image.ts';
import { loadVideoBackend } from './video-backend.ts';
import { cpuTimeMs, type WatchedChild } from './watch-child.ts';

/**
 * The process that decoders run in, started and killed by `decode-pool.ts`. It holds no secret and no connection.
 * Its arguments are the memory that it may take, in bytes, and which video backend it shall use.
 */
const [maxRssBytes, videoBackend] = process.argv.slice(2);
/** Beside standard streams and the channel: the parent hears there why this process ended itself. */
const reasonFd = 4;

const jobs: {
  [Name in DecodeJobName]: (input: DecodeJobs[Name]['input']) => Promise<DecodeJobs[Name]['output']>;
} = {
  'file.sniff': ({ path }) => sniffFile(path),
  'svg.inspect': ({ path }) => inspectSvg(path),
  'image.render': renderImage,
  'image.transform': transformImage,
  'image.probe': probeImage,
  // Loaded when the first file of their kind comes: most children never see one.
  'audio.read': async (input) => (await import('./audio.ts')).readAudio(input),
  'video.read': async (input) => (await import('./video.ts')).readVideo(input, await loadBackend()),
  'video.backend': async () => (await loadBackend())?.name ?? null,
  'document.read': async (input) => (await import('./document.ts')).readDocument(input),
};

const loadBackend = () => (videoBackend === 'none' ? null : loadVideoBackend());

const limit = new Int32Array(new SharedArrayBuffer(4));
const watched: WatchedChild = { limit, maxRssBytes: Number(maxRssBytes), reasonFd };
const watcher = import.meta.url.endsWith('.ts') ? './watch-child.ts' : './watch-child.js';
new Worker(new URL(watcher, import.meta.url), { workerData: watched });

function setLimit(limitMs: number): void {
  Atomics.store(limit, 0, limitMs);
  Atomics.notify(limit, 0);
}

function answer(reply: DecodeReply): void {
  // Who asked may be dead by now.
  process.send?.(reply, (error: Error | null) => {
    if (error) process.exit(1);
  });
}

async function run<Name extends DecodeJobName>(request: DecodeRequest<Name>): Promise<void> {
  const { id, timeoutMs } = request;
  setLimit(cpuTimeMs() + timeoutMs);
  try {
    const output = await jobs[request.name](request.input);
    answer({ kind: 'done', id, output, rssBytes: process.memoryUsage.rss() });
  } catch (error) {
    const rssBytes = process.memoryUsage.rss();
    if (error instanceof MediaError) {
      const { code, message, details } = error;
      answer({ kind: 'refused', id, refusal: { code, message, details }, rssBytes });
    } else {
      answer({
        kind: 'failed',
        id,
        message: error instanceof Error ? error.message : String(error),
        rssBytes,
      });
    }
  } finally {
    setLimit(0);
  }
}

// The parent ends this process; a signal to the whole group must not, while the parent still drains.
const leaveToParent = () => undefined;
process.on('SIGINT', leaveToParent);
process.on('SIGTERM', leaveToParent);
// A parent that was killed leaves no decoder behind.
process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'));
process.on('message', (request: DecodeRequest) => void run(request));
answer({ kind: 'ready' });
