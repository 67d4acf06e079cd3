import { parseFile, selectCover } from 'music-metadata';
import { cleanField, cleanText, positive, withoutGaps } from './clean-text.ts';
import type { ReadFile, ReadFileInput } from './decode-jobs.ts';
import { checkDuration } from './limits.ts';
import { unreadFile } from './processed-file.ts';
import { toolVersion } from './raster-loaders.ts';
import { renderCover } from './render-cover.ts';

/**
 * Reads audio: how long it is, how it is coded, what its tags say, and its cover.
 * @returns `damaged` where it is no audio that we can follow: it is kept, and shown as that.
 * @throws MediaError 'upload.too-large' { reason: 'duration' }.
 */
export async function readAudio({ path, recipes }: ReadFileInput): Promise<ReadFile> {
  const parsed = await parseFile(path, { duration: true }).catch((error: unknown) => {
    if (error instanceof Error) return null;
    throw error;
  });
  const durationSeconds = positive(parsed?.format.duration);
  if (!parsed || durationSeconds === undefined || !parsed.format.hasAudio)
    return { ...unreadFile, damaged: true };
  checkDuration(durationSeconds);

  const { format, common } = parsed;
  const tags = withoutGaps<string | number>({
    title: cleanField(common.title),
    artist: cleanField(common.artist),
    album: cleanField(common.album),
    genre: cleanField(common.genre?.join(', ')),
    year: positive(common.year, 9999),
    track: positive(common.track.no, 99_999),
  });
  const cover = selectCover(common.picture);
  const rendered = cover && (await renderCover(cover.data, recipes));
  return {
    ...unreadFile,
    durationSeconds,
    text: cleanText([tags.title, tags.artist, tags.album, tags.genre].filter(Boolean).join(' ')),
    metadata: withoutGaps<string | number | boolean>({
      ...tags,
      audioCodec: cleanField(format.codec),
      container: cleanField(format.container),
      bitsPerSecond: positive(Math.round(format.bitrate ?? 0)),
      sampleRateHz: positive(format.sampleRate),
      channels: positive(format.numberOfChannels),
      lossless: format.lossless,
    }),
    privateMetadata: withoutGaps<string | number>({
      composer: cleanField(common.composer?.join(', ')),
      copyright: cleanField(common.copyright),
    }),
    ...(rendered && { ...rendered, toolVersion }),
  };
}
