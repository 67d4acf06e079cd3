import { open } from 'node:fs/promises';
import { positive } from './clean-text.ts';
import type { VideoFacts } from './video-backend.ts';

/** The header list stands at the beginning; indexes of streams make it long, and are not read. */
const headBytes = 64 * 1024;

/** FourCCs of the codecs that people have; any other is told as it is written. */
const videoCodecs: Record<string, string> = {
  fmp4: 'mpeg4',
  divx: 'mpeg4',
  dx50: 'mpeg4',
  xvid: 'mpeg4',
  mp4v: 'mpeg4',
  h264: 'avc',
  x264: 'avc',
  avc1: 'avc',
  mjpg: 'mjpeg',
};
const audioCodecs: Record<number, string> = { 1: 'pcm', 80: 'mp2', 85: 'mp3', 255: 'aac', 8192: 'ac3' };

/**
 * Reads the header of an AVI, which mediabunny does not know.
 * @throws Error where it has none.
 */
export async function readAvi(path: string): Promise<VideoFacts> {
  await using file = await open(path, 'r');
  const { size: sizeBytes } = await file.stat();
  const { buffer, bytesRead } = await file.read(Buffer.alloc(headBytes), 0, headBytes, 0);
  const head = buffer.subarray(0, bytesRead);
  const chunks = listChunks(head, 12);
  const main = chunks.find(({ name, data }) => name === 'avih' && data.length >= 40)?.data;
  if (!main) throw new Error('The container has no header.');
  const streams = chunks.flatMap(({ name, data }, at) => {
    const next = chunks[at + 1];
    return name === 'strh' && data.length >= 36 && next?.name === 'strf' ? [{ data, form: next.data }] : [];
  });
  const video = streams.find(({ data }) => data.toString('latin1', 0, 4) === 'vids');
  const audio = streams.find(({ data }) => data.toString('latin1', 0, 4) === 'auds');
  if (!video && !audio) throw new Error('The container holds neither video nor audio.');

  const microsecondsPerFrame = main.readUInt32LE(0);
  const [scale, rate, length] = [20, 24, 32].map((at) => video?.data.readUInt32LE(at) ?? 0);
  const framesPerSecond = scale && rate ? rate / scale : 1e6 / microsecondsPerFrame;
  const durationSeconds = positive((length || main.readUInt32LE(16)) / framesPerSecond);
  return {
    durationSeconds,
    width: positive(main.readUInt32LE(32), 65_535),
    height: positive(main.readUInt32LE(36), 65_535),
    container: 'AVI',
    videoCodec: video && codecOf(video.data, video.form),
    audioCodec: audio && audioCodecs[audio.form.length >= 2 ? audio.form.readUInt16LE(0) : 0],
    bitsPerSecond: durationSeconds && Math.round((sizeBytes * 8) / durationSeconds),
    framesPerSecond: positive(Math.round(framesPerSecond * 1000) / 1000),
  };
}

/** All chunks in order, those of lists in their place. */
function listChunks(bytes: Buffer, startAt: number): { name: string; data: Buffer }[] {
  const chunks: { name: string; data: Buffer }[] = [];
  for (let at = startAt; at + 8 <= bytes.length; ) {
    const name = bytes.toString('latin1', at, at + 4);
    const size = bytes.readUInt32LE(at + 4);
    if (name === 'LIST') {
      // The frames come after all that is to be known.
      if (bytes.toString('latin1', at + 8, at + 12) === 'movi') break;
      at += 12;
      continue;
    }
    chunks.push({ name, data: bytes.subarray(at + 8, at + 8 + size) });
    at += 8 + size + (size % 2);
  }
  return chunks;
}

function codecOf(header: Buffer, form: Buffer): string | undefined {
  const code = form.length >= 20 ? form.toString('latin1', 16, 20) : header.toString('latin1', 4, 8);
  if (!/^[\w ]{4}$/.test(code)) return undefined;
  return videoCodecs[code.toLowerCase()] ?? code.trim();
}
