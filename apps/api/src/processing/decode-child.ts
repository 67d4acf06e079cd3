import { MediaError } from '../errors/media-error.ts';
import type { DecodeJobName, DecodeJobs, DecodeReply, DecodeRequest } from './decode-jobs.ts';
import { probeImage, renderImage } from './image.ts';
import { sniffFile } from './sniff.ts';
import { inspectSvg } from './svg.ts';
import { transformImage } from './transform-image.ts';

/**
 * The process that decoders run in, started and killed by `decode-pool.ts`. It holds no secret and no connection.
 * Its only argument is the memory that it may take, in bytes. Decoders work on threads, so that this loop stays free
 * to watch what they take.
 */
const maxRssBytes = Number(process.argv[2]);
const watchEveryMs = 20;

const jobs: {
  [Name in DecodeJobName]: (input: DecodeJobs[Name]['input']) => Promise<DecodeJobs[Name]['output']>;
} = {
  'file.sniff': ({ path }) => sniffFile(path),
  'svg.inspect': ({ path }) => inspectSvg(path),
  'image.render': renderImage,
  'image.transform': transformImage,
  'image.probe': probeImage,
};

function answer(reply: DecodeReply, whenSent?: () => void): void {
  process.send?.(reply, undefined, undefined, whenSent);
}

async function run<Name extends DecodeJobName>(request: DecodeRequest<Name>): Promise<void> {
  const { id, timeoutMs } = request;
  const cpuBefore = process.cpuUsage();
  const watch = setInterval(() => {
    const { user, system } = process.cpuUsage(cpuBefore);
    if (process.memoryUsage.rss() > maxRssBytes) stop('memory');
    else if ((user + system) / 1000 > timeoutMs) stop('timeout');
  }, watchEveryMs);
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
    clearInterval(watch);
  }
}

/** A decoder on a thread can't be stopped by anything less. */
function stop(limit: 'memory' | 'timeout'): void {
  answer({ kind: 'exceeded', limit }, () => process.kill(process.pid, 'SIGKILL'));
}

// The parent ends this process; a signal to the whole group must not, while the parent still drains.
const leaveToParent = () => undefined;
process.on('SIGINT', leaveToParent);
process.on('SIGTERM', leaveToParent);
// A parent that was killed leaves no decoder behind.
process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'));
process.on('message', (request: DecodeRequest) => void run(request));
answer({ kind: 'ready' });
