import { afterAll, describe, expect, test } from 'vitest';
import { createDecodePool } from './decode-pool.ts';
import { drawAvi, muxClip } from './draw-clips.ts';
import { pixelAt, writeFixture } from './draw-fixtures.ts';
import { inspectFile } from './inspect-file.ts';

const decodePool = createDecodePool({ size: 1 });
const bare = createDecodePool({ size: 1, videoBackend: 'none' });
afterAll(() => Promise.all([decodePool.close(), bare.close()]));
// It is an optional package: where it has no binary, its part is not there to be tested.
const hasBackend = (await decodePool.run('video.backend', {})) !== null;

const inspect = async (bytes: Uint8Array, filename: string, pool = decodePool) =>
  inspectFile(pool, { path: await writeFixture(bytes), filename });

test.each([
  ['mp4', 'video/mp4', 'MP4', 3],
  ['mov', 'video/quicktime', 'QuickTime File Format', 3],
  // These say of each frame when it begins, and not of the last how long it stays.
  ['webm', 'video/webm', 'WebM', 2],
  ['mkv', 'video/x-matroska', 'Matroska', 2],
] as const)(
  'without a backend a film in %s is measured and has no poster',
  async (container, mimeType, name, durationSeconds) => {
    expect(await inspect(await muxClip(container), `a.${container}`, bare)).toMatchObject({
      kind: 'video',
      mimeType,
      width: 400,
      height: 200,
      durationSeconds,
      damaged: false,
      metadata: { container: name, videoCodec: 'vp8' },
      renditions: [],
    });
    expect(await bare.run('video.backend', {})).toBeNull();
  },
);

test('a film that was held upright is measured as it is shown', async () => {
  const file = await inspect(await muxClip('mp4', { rotation: 90 }), 'a.mp4', bare);
  expect(file).toMatchObject({ width: 400, height: 200 });
});

test('an AVI is measured without a backend too', async () => {
  expect(await inspect(await drawAvi(4), 'a.avi', bare)).toMatchObject({
    mimeType: 'video/x-msvideo',
    width: 400,
    height: 200,
    durationSeconds: 4,
    damaged: false,
    metadata: { container: 'AVI', videoCodec: 'mjpeg', framesPerSecond: 1 },
    renditions: [],
  });
});

test('an AVI that breaks off in its header is kept and marked damaged', async () => {
  const file = await inspect((await drawAvi()).subarray(0, 60), 'a.avi', bare);
  expect(file).toMatchObject({ mimeType: 'video/x-msvideo', damaged: true, durationSeconds: null });
});

test('a film that says it plays longer than a day is refused', async () => {
  const clip = await drawAvi();
  clip.writeUInt32LE(90_000, clip.indexOf('strh') + 8 + 32);
  await expect(inspect(clip, 'a.avi', bare)).rejects.toMatchObject({
    code: 'upload.too-large',
    details: { reason: 'duration' },
  });
});

describe.runIf(hasBackend)('with a backend', () => {
  test.each([0, 90, 180, 270] as const)(
    'the poster of a film turned by %i degrees is upright, and not the black beginning',
    async (rotation) => {
      const { renditions, toolVersion } = await inspect(await muxClip('mp4', { rotation }), 'a.mp4');
      expect(renditions.map(({ preset, width, height }) => [preset, width, height])).toEqual([
        ['small', 150, 75],
        ['medium', 300, 150],
      ]);
      const poster = renditions[1]?.bytes ?? new Uint8Array();
      const corners = [
        await pixelAt(poster, 30, 30),
        await pixelAt(poster, 270, 30),
        await pixelAt(poster, 30, 120),
        await pixelAt(poster, 270, 120),
      ].map(([red = 0, green = 0, blue = 0]) => [red > 128, green > 128, blue > 128]);
      expect(corners).toEqual([
        [true, false, false],
        [false, true, false],
        [false, false, true],
        [true, true, false],
      ]);
      expect(toolVersion).toMatch(/^node-av \d.*sharp \d/);
    },
  );

  test('an AVI has a poster', async () => {
    const { renditions } = await inspect(await drawAvi(), 'a.avi');
    expect(renditions.map(({ width, height }) => [width, height])).toEqual([
      [150, 75],
      [300, 150],
    ]);
  });

  test('a film whose frames are garbage is kept and marked damaged', async () => {
    const clip = await muxClip('webm');
    const file = await inspect(clip.fill(0xa5, Math.floor(clip.length / 10)), 'a.webm');
    expect(file).toMatchObject({ mimeType: 'video/webm', damaged: true, renditions: [] });
  });

  test('a playlist that calls itself a film is not followed', async () => {
    const playlist = '#EXTM3U\n#EXT-X-MEDIA-SEQUENCE:0\n#EXTINF:10,\nfile:///etc/passwd\n#EXT-X-ENDLIST\n';
    await expect(inspect(Buffer.from(playlist), 'a.mp4')).rejects.toMatchObject({
      code: 'upload.extension-refused',
    });
  });
});
