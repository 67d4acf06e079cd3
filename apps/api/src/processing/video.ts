import { ALL_FORMATS, FilePathSource, Input } from 'mediabunny';
import { positive, withoutGaps } from './clean-text.ts';
import type { ReadFile, ReadFileInput } from './decode-jobs.ts';
import { checkDuration } from './limits.ts';
import { unreadFile } from './processed-file.ts';
import { toolVersion } from './raster-loaders.ts';
import { readAvi } from './read-avi.ts';
import { fromPixels, largestSide, type Pixels, renderPixels } from './render-pixels.ts';
import type { VideoBackend, VideoFacts } from './video-backend.ts';

/** Packets that are looked at to tell rates. */
const packetsToMeasure = 200;

/**
 * Reads a video: how long it is, its size as it is shown, how it is coded, and a frame of it.
 * @returns `damaged` where it is no video that we can follow: it is kept, and shown as that.
 * @throws MediaError 'upload.too-large' { reason: 'duration' }.
 */
export async function readVideo(
  { path, mimeType, recipes }: ReadFileInput,
  backend: VideoBackend | null,
): Promise<ReadFile> {
  const header = await readHeader(path, mimeType, backend);
  if (header === null) return { ...unreadFile, damaged: true };
  const { rotation, durationSeconds, width, height, ...facts } = header;
  if (durationSeconds !== undefined) checkDuration(durationSeconds);
  const read = {
    ...unreadFile,
    durationSeconds: durationSeconds ?? null,
    width: width ?? null,
    height: height ?? null,
    metadata: withoutGaps<string | number | boolean>(facts),
  };
  if (!backend || width === undefined || height === undefined) return read;
  const frame = await backend.decodePoster(path, mimeType, largestSide(recipes));
  // What none of our decoders reads may play elsewhere; a film of which not one frame comes out is damaged.
  if (!frame) return { ...read, damaged: true };
  const poster = await setUpright(frame, rotation, width / height);
  return {
    ...read,
    ...(await renderPixels(poster, recipes, Math.max(width, height))),
    toolVersion: `${backend.name}, ${toolVersion}`,
  };
}

type VideoHeader = VideoFacts & { rotation: number };

async function readHeader(
  path: string,
  mimeType: string,
  backend: VideoBackend | null,
): Promise<VideoHeader | null> {
  try {
    if (mimeType === 'video/x-msvideo') return { ...(await readAvi(path)), rotation: 0 };
    return await readContainer(path);
  } catch (error) {
    // A container that is broken, or of a form that only others know: the backend says which.
    if (!(error instanceof Error)) throw error;
  }
  if (!backend) return null;
  try {
    return { ...(await backend.readFacts(path, mimeType)), rotation: 0 };
  } catch (error) {
    if (error instanceof Error) return null;
    throw error;
  }
}

async function readContainer(path: string): Promise<VideoHeader> {
  const input = new Input({ source: new FilePathSource(path), formats: ALL_FORMATS });
  try {
    const video = await input.getPrimaryVideoTrack();
    const audio = await input.getPrimaryAudioTrack();
    if (!video && !audio) throw new Error('The container holds neither video nor audio.');
    const statsOf = (track: typeof video | typeof audio) => track?.computePacketStats(packetsToMeasure);
    const [videoStats, audioStats] = [await statsOf(video), await statsOf(audio)];
    const bitRate = (videoStats?.averageBitrate ?? 0) + (audioStats?.averageBitrate ?? 0);
    return {
      durationSeconds: positive(await input.computeDuration()),
      width: positive(await video?.getDisplayWidth()),
      height: positive(await video?.getDisplayHeight()),
      rotation: (await video?.getRotation()) ?? 0,
      container: (await input.getFormat()).name,
      videoCodec: (await video?.getCodec()) ?? undefined,
      audioCodec: (await audio?.getCodec()) ?? undefined,
      bitsPerSecond: positive(Math.round(bitRate)),
      framesPerSecond: positive(Math.round((videoStats?.averagePacketRate ?? 0) * 1000) / 1000),
    };
  } finally {
    input.dispose();
  }
}

/** Turns a frame as the container says and gives it the sides that it is shown with. */
async function setUpright(frame: Pixels, rotation: number, shownRatio: number): Promise<Pixels> {
  const turned = rotation % 180 === 0 ? frame : { width: frame.height, height: frame.width };
  const longer = Math.max(turned.width, turned.height);
  const [width, height] = shownRatio >= 1 ? [longer, longer / shownRatio] : [longer * shownRatio, longer];
  const { data, info } = await fromPixels(frame)
    .rotate(rotation)
    .resize(Math.max(1, Math.round(width)), Math.max(1, Math.round(height)), { fit: 'fill' })
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height, channels: info.channels };
}
