import { type ChildProcess, fork } from 'node:child_process';
import { Socket } from 'node:net';
import { fileURLToPath } from 'node:url';
import type { ErrorCode } from '@vitrine/schema';
import { MediaError } from '../errors/media-error.ts';
import type { DecodeJobName, DecodeJobs, DecodeReply, Refusal } from './decode-jobs.ts';

export interface DecodePoolSettings {
  /** Children at a time. */
  size?: number;
  /**
   * A job that takes more CPU time dies with its child; so does one that takes three times as long by the clock. A busy
   * machine makes no picture unreadable, and a child that hangs without working is found as well.
   */
  timeoutMs?: number;
  /** A child that takes more dies with its job. */
  maxRssBytes?: number;
  /** `none` reads no frames of videos, even where a backend is installed. */
  videoBackend?: 'auto' | 'none';
}

/**
 * Runs decoders in children that can be killed: no time-out of a decoder stops its native code, and four stuck ones
 * would block all file access of this process.
 */
export interface DecodePool {
  /**
   * Runs one job; the first idle child takes it, else it waits its turn. Pass files by path: the bytes of an original
   * never cross to the child.
   * @throws MediaError as the decoder refused; with { reason: 'timeout' | 'memory' | 'crash' } where the job took too
   * long or too much, or ended two children: `upload.invalid-image` for images, else `upload.mime-refused`.
   * @throws Error where no child can be started, or a decoder failed through a fault of ours.
   */
  run<Name extends DecodeJobName>(
    name: Name,
    input: DecodeJobs[Name]['input'],
    options?: { timeoutMs?: number },
  ): Promise<DecodeJobs[Name]['output']>;
  /** Starts the children now, so that the first upload need not wait for them. */
  warmUp(): Promise<void>;
  /** The children that live now. */
  children(): { pid: number; isBusy: boolean }[];
  /** Takes no more jobs, lets those that run end, then ends the children. Waiting jobs are rejected. */
  close(): Promise<void>;
}

interface Job {
  id: number;
  name: DecodeJobName;
  input: unknown;
  timeoutMs: number;
  crashes: number;
  resolve: (output: unknown) => void;
  reject: (error: Error) => void;
}

interface Worker {
  process: ChildProcess;
  ready: PromiseWithResolvers<void>;
  isReady: boolean;
  job: Job | null;
  killTimer: NodeJS.Timeout | null;
  /** Why it was killed; null while it should live. */
  endedBy: 'timeout' | 'memory' | 'close' | 'recycle' | null;
}

const childFile = fileURLToPath(
  new URL(import.meta.url.endsWith('.ts') ? './decode-child.ts' : './decode-child.js', import.meta.url),
);
const mebibyte = 1024 * 1024;
/** Loading the decoders takes a fifth of a second; on a machine that swaps, longer. */
const startTimeoutMs = 30_000;
const clockFactor = 3;

/** A job that had to be ended, in words for whoever sent the file. */
const endings = {
  timeout: 'The file takes too long to read. Export it smaller or in a simpler form and upload it again.',
  memory: 'The file takes too much memory to read. Export it smaller and upload it again.',
  crash: 'The file can not be read without harm. Export it again and upload the new file.',
};

const refusals: Record<DecodeJobName, ErrorCode> = {
  'file.sniff': 'upload.mime-refused',
  'svg.inspect': 'upload.invalid-image',
  'image.render': 'upload.invalid-image',
  'image.transform': 'upload.invalid-image',
  'image.probe': 'upload.invalid-image',
  'audio.read': 'upload.mime-refused',
  'video.read': 'upload.mime-refused',
  'video.backend': 'upload.mime-refused',
  'document.read': 'upload.mime-refused',
};

/** Makes a pool that starts its children when the first job comes and keeps them warm. */
export function createDecodePool(settings: DecodePoolSettings = {}): DecodePool {
  const { size = 2, timeoutMs = 8000, maxRssBytes = 480 * mebibyte, videoBackend = 'auto' } = settings;
  const workers = new Set<Worker>();
  const waiting: Job[] = [];
  let lastId = 0;
  let closing: PromiseWithResolvers<void> | null = null;

  const startWorker = (): Worker => {
    const child = fork(childFile, [String(maxRssBytes), videoBackend], {
      execArgv: [
        '--conditions=@vitrine/source',
        '--disable-warning=ExperimentalWarning',
        '--max-old-space-size=192',
      ],
      serialization: 'advanced',
      // None of our variables: a decoder that is taken over finds no secret. Few arenas keep freed pixels from piling up.
      env: { MALLOC_ARENA_MAX: '2', VIPS_WARNING: '0' },
      stdio: ['ignore', 'ignore', 'inherit', 'ipc', 'pipe'],
    });
    const worker: Worker = {
      process: child,
      ready: Promise.withResolvers(),
      isReady: false,
      job: null,
      killTimer: null,
      endedBy: null,
    };
    child.on('message', (reply: DecodeReply) => onReply(worker, reply));
    child.on('error', (error) => {
      child.kill('SIGKILL');
      onEnd(worker, error);
    });
    const reasons = child.stdio[4];
    if (reasons instanceof Socket) {
      reasons.unref();
      reasons.on('data', (reason) => {
        worker.endedBy ??= String(reason) === 'memory' ? 'memory' : 'timeout';
      });
    }
    // Only when all its streams have ended is it known why it did.
    child.on('close', () => onEnd(worker, null));
    workers.add(worker);
    return worker;
  };

  const onReady = (worker: Worker) => {
    worker.isReady = true;
    worker.ready.resolve();
    if (worker.job) limitTime(worker, worker.job.timeoutMs * clockFactor);
    else rest(worker);
  };

  const onReply = (worker: Worker, reply: DecodeReply) => {
    if (reply.kind === 'ready') return onReady(worker);
    const { job } = worker;
    if (!job || job.id !== reply.id) return;
    rest(worker);
    // What a large picture took doesn't all come back: start anew before two of them add up.
    if (reply.rssBytes > maxRssBytes / 2) kill(worker, 'recycle');
    if (reply.kind === 'done') job.resolve(reply.output);
    else if (reply.kind === 'refused') job.reject(toMediaError(reply.refusal));
    else job.reject(new Error(`The decoder failed in ${job.name}: ${reply.message}`));
    dispatch();
  };

  const onEnd = (worker: Worker, error: Error | null) => {
    if (!workers.delete(worker)) return;
    const { job } = worker;
    rest(worker);
    worker.ready.resolve();
    if (job) settleLost(job, worker, error);
    dispatch();
  };

  /** The child of a job is gone. The first crash may be another's fault (the system was short of memory). */
  const settleLost = (job: Job, { endedBy, isReady }: Worker, cause: Error | null) => {
    if (endedBy === null) job.crashes += 1;
    if (endedBy === null && job.crashes < 2 && !closing) waiting.unshift(job);
    else if (!isReady) job.reject(new Error('No decoder could be started.', { cause }));
    else {
      const reason = endedBy === 'timeout' || endedBy === 'memory' ? endedBy : 'crash';
      job.reject(new MediaError(refusals[job.name], { reason }, { message: endings[reason], cause }));
    }
  };

  const kill = (worker: Worker, endedBy: NonNullable<Worker['endedBy']>) => {
    worker.endedBy ??= endedBy;
    worker.process.ref();
    worker.process.kill('SIGKILL');
  };

  const limitTime = (worker: Worker, limitMs: number) => {
    if (worker.killTimer) clearTimeout(worker.killTimer);
    worker.killTimer = setTimeout(() => kill(worker, 'timeout'), limitMs);
  };

  const rest = (worker: Worker) => {
    if (worker.killTimer) clearTimeout(worker.killTimer);
    worker.killTimer = null;
    worker.job = null;
    // An idle child doesn't keep this process alive.
    worker.process.unref();
    worker.process.channel?.unref();
  };

  const give = (worker: Worker, job: Job) => {
    worker.job = job;
    worker.process.ref();
    worker.process.channel?.ref();
    limitTime(worker, worker.isReady ? job.timeoutMs * clockFactor : startTimeoutMs);
    worker.process.send({ id: job.id, name: job.name, input: job.input, timeoutMs: job.timeoutMs });
  };

  const dispatch = () => {
    while (waiting.length > 0) {
      const live = [...workers].filter((worker) => worker.endedBy === null);
      const idle = live.find((worker) => worker.job === null) ?? (live.length < size ? startWorker() : null);
      const job = idle && waiting.shift();
      if (!job) break;
      give(idle, job);
    }
    if (!closing) return;
    for (const worker of workers) if (worker.job === null) kill(worker, 'close');
    if (workers.size === 0) closing.resolve();
  };

  return {
    run<Name extends DecodeJobName>(
      name: Name,
      input: DecodeJobs[Name]['input'],
      options: { timeoutMs?: number } = {},
    ) {
      if (closing) return Promise.reject(closed());
      return new Promise<DecodeJobs[Name]['output']>((resolve, reject) => {
        lastId += 1;
        const job = {
          id: lastId,
          name,
          input,
          crashes: 0,
          timeoutMs: options.timeoutMs ?? timeoutMs,
          reject,
        };
        // The child's table of jobs is typed by name: what answers a job of this name has its output.
        waiting.push({ ...job, resolve: (output) => resolve(output as DecodeJobs[Name]['output']) });
        dispatch();
      });
    },

    async warmUp() {
      while (workers.size < size && !closing) startWorker();
      await Promise.all([...workers].map((worker) => worker.ready.promise));
    },

    children: () =>
      [...workers].flatMap(({ process: { pid }, job }) =>
        pid === undefined ? [] : [{ pid, isBusy: job !== null }],
      ),

    close() {
      closing ??= Promise.withResolvers();
      for (const job of waiting.splice(0)) job.reject(closed());
      dispatch();
      return closing.promise;
    },
  };
}

function toMediaError({ code, message, details }: Refusal): MediaError {
  return new MediaError(code, details, { message });
}

function closed(): Error {
  return new Error('The decode pool is closed: the server is stopping.');
}
