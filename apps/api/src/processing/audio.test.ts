import { randomBytes } from 'node:crypto';
import sharp from 'sharp';
import { afterAll, expect, test } from 'vitest';
import { createDecodePool } from './decode-pool.ts';
import { drawTone } from './draw-clips.ts';
import { drawQuarters, drawTelephonePhotograph, writeFixture } from './draw-fixtures.ts';
import { inspectFile } from './inspect-file.ts';

const decodePool = createDecodePool({ size: 1 });
afterAll(() => decodePool.close());

const inspect = async (bytes: Buffer, filename: string) =>
  inspectFile(decodePool, { path: await writeFixture(bytes), filename });

test('audio comes back with its length, codec and tags, and its words can be searched', async () => {
  const tags = { TIT2: 'Morning Bells', TPE1: 'The Walkers', TALB: 'Harbour', TCOP: 'Jane Doe' };
  const file = await inspect(drawTone(2, tags), 'bells.wav');
  expect(file).toMatchObject({
    kind: 'audio',
    mimeType: 'audio/wav',
    durationSeconds: 2,
    damaged: false,
    text: 'Morning Bells The Walkers Harbour',
    metadata: {
      title: 'Morning Bells',
      artist: 'The Walkers',
      album: 'Harbour',
      audioCodec: 'PCM',
      bitsPerSecond: 128_000,
      sampleRateHz: 8000,
      channels: 1,
    },
    privateMetadata: { copyright: 'Jane Doe' },
    renditions: [],
  });
});

test('a cover becomes thumbnails without metadata', async () => {
  const cover = await sharp(await drawTelephonePhotograph())
    .keepExif()
    .png()
    .toBuffer();
  const { renditions, toolVersion } = await inspect(drawTone(1, { TIT2: 'x' }, cover), 'a.wav');
  expect(renditions.map(({ preset, width, height }) => [preset, width, height])).toEqual([
    ['small', 150, 120],
    ['medium', 300, 240],
    ['large', 800, 640],
  ]);
  expect(toolVersion).toMatch(/^sharp \d/);
  for (const { bytes } of renditions) {
    expect(await sharp(bytes).metadata()).not.toMatchObject({ exif: expect.anything() });
  }
});

test('a cover that can not be shown leaves the audio as good as it is', async () => {
  const broken = (await drawQuarters().png().toBuffer()).subarray(0, 60);
  expect(await inspect(drawTone(1, {}, broken), 'a.wav')).toMatchObject({ damaged: false, renditions: [] });
});

test('what can not be followed is kept and marked damaged', async () => {
  const header = Buffer.from('fLaC\0\0\0\x22', 'latin1');
  const file = await inspect(Buffer.concat([header, randomBytes(20)]), 'a.flac');
  expect(file).toMatchObject({ mimeType: 'audio/flac', damaged: true, durationSeconds: null });
});
