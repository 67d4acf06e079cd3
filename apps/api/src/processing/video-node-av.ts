import { Decoder, Demuxer, probe, Scaler } from 'node-av/api';
import { AV_LOG_QUIET, AVSEEK_FLAG_BACKWARD } from 'node-av/constants';
import { Log } from 'node-av/lib';
import { positive } from './clean-text.ts';
import { packageVersion } from './package-version.ts';
import { fromPixels, type Pixels } from './render-pixels.ts';
import type { VideoBackend, VideoFacts } from './video-backend.ts';

/** The demuxer of each type, so that no content chooses one that reads other files, as playlists do. */
const demuxers: Record<string, string> = {
  'video/mp4': 'mov',
  'video/quicktime': 'mov',
  'video/webm': 'matroska',
  'video/x-matroska': 'matroska',
  'video/x-msvideo': 'avi',
};
/** Where in the film the poster may be, as shares of its length. Titles and fades stand at the beginning and end. */
const places = [0.1, 0.35, 0.6];
const framesAtPlace = 2;
/** A frame with this much entropy is a picture worth showing: black frames have 0, text on white about 1. */
const enoughEntropy = 6;

// What FFmpeg has to say of a file is in what it returns.
Log.setLevel(AV_LOG_QUIET);

export const nodeAvBackend: VideoBackend = {
  name: `node-av ${packageVersion('node-av')}`,

  async readFacts(path, mimeType) {
    const { duration, bitrate, video, audio, format } = await probe(path, openOptions(mimeType));
    const aspect = video?.sampleAspectRatio;
    const stretch = aspect && aspect.num > 0 && aspect.den > 0 ? aspect.num / aspect.den : 1;
    const facts: VideoFacts = {
      durationSeconds: positive(duration),
      width: positive(Math.round((video?.width ?? 0) * stretch)),
      height: positive(video?.height),
      container: format,
      videoCodec: video?.codec,
      audioCodec: audio?.codec,
      bitsPerSecond: positive(bitrate),
      framesPerSecond: positive(video?.frameRate),
    };
    if (!video && !audio) throw new Error('The container holds neither video nor audio.');
    return facts;
  },

  async decodePoster(path, mimeType, maxSide) {
    try {
      return await findBestFrame(path, mimeType, maxSide);
    } catch (error) {
      // Whatever FFmpeg has against the bytes: there is no frame to show.
      if (error instanceof Error) return null;
      throw error;
    }
  },
};

function openOptions(mimeType: string) {
  const format = demuxers[mimeType];
  if (format === undefined) throw new Error(`No demuxer is meant for ${mimeType}.`);
  return { format, options: { protocol_whitelist: 'file' } };
}

async function findBestFrame(path: string, mimeType: string, maxSide: number): Promise<Pixels | null> {
  await using input = await Demuxer.open(path, openOptions(mimeType));
  const stream = input.video();
  if (!stream) return null;
  using scaler = new Scaler();
  let best: { pixels: Pixels; entropy: number } | null = null;
  for (const place of places) {
    // To the key frame before: a decoder that starts in between has nothing to go by.
    if (input.duration > 1) await input.seek(input.duration * place, -1, AVSEEK_FLAG_BACKWARD);
    using decoder = await Decoder.create(stream, { threadCount: 1 });
    let count = 0;
    for await (using frame of decoder.frames(input.packets(stream.index))) {
      if (!frame) break;
      const pixels = await scaleFrame(scaler, frame, maxSide);
      const { entropy } = await fromPixels(pixels).stats();
      if (!best || entropy > best.entropy) best = { pixels, entropy };
      count += 1;
      if (count === framesAtPlace) break;
    }
    if (best && best.entropy >= enoughEntropy) break;
    if (input.duration <= 1) break;
  }
  return best?.pixels ?? null;
}

type Frame = Parameters<Scaler['toBuffer']>[0];

async function scaleFrame(scaler: Scaler, frame: Frame, maxSide: number): Promise<Pixels> {
  const scale = Math.min(1, maxSide / Math.max(frame.width, frame.height));
  const width = Math.max(1, Math.round(frame.width * scale));
  const height = Math.max(1, Math.round(frame.height * scale));
  const data = await scaler.toBuffer(frame, { resize: { width, height }, format: 'rgb' });
  return { data, width, height, channels: 3 };
}
