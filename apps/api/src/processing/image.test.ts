import { randomBytes } from 'node:crypto';
import sharp from 'sharp';
import { afterAll, describe, expect, test } from 'vitest';
import { createDecodePool } from './decode-pool.ts';
import {
  drawAnimation,
  drawDisc,
  drawHeldCamera,
  drawNoise,
  drawPngBomb,
  drawQuarters,
  drawTelephonePhotograph,
  pixelAt,
  scanDataOffset,
  writeFixture,
} from './draw-fixtures.ts';
import { presetRecipes } from './recipes.ts';

const decodePool = createDecodePool();
afterAll(() => decodePool.close());

const render = async (bytes: Uint8Array, mimeType: string) =>
  decodePool.run('image.render', { path: await writeFixture(bytes), mimeType, recipes: presetRecipes });

function expectColor(actual: number[], [red, green, blue]: [number, number, number]): void {
  const distance = Math.max(
    Math.abs((actual[0] ?? 0) - red),
    Math.abs((actual[1] ?? 0) - green),
    Math.abs((actual[2] ?? 0) - blue),
  );
  expect(distance, `${actual.join()} is not ${[red, green, blue].join()}`).toBeLessThan(30);
}

describe('renditions', () => {
  test.each([1, 2, 3, 4, 5, 6, 7, 8])(
    'a camera held in way %i gives an upright picture',
    async (orientation) => {
      const { width, height, renditions } = await render(await drawHeldCamera(orientation), 'image/jpeg');
      expect([width, height]).toEqual([400, 200]);
      const [small, medium, ...rest] = renditions;
      expect([small?.width, small?.height, medium?.width, medium?.height]).toEqual([150, 75, 300, 150]);
      expect(rest).toEqual([]);
      const bytes = medium?.bytes ?? new Uint8Array();
      expectColor(await pixelAt(bytes, 30, 30), [255, 0, 0]);
      expectColor(await pixelAt(bytes, 270, 30), [0, 192, 0]);
      expectColor(await pixelAt(bytes, 30, 120), [0, 0, 255]);
      expectColor(await pixelAt(bytes, 270, 120), [255, 255, 0]);
    },
  );

  test('fit inside 150, 300 and 800 pixels as WebP', async () => {
    const { renditions } = await render(await (await drawNoise(1600, 1000)).jpeg().toBuffer(), 'image/jpeg');
    expect(renditions.map(({ preset, width, height }) => [preset, width, height])).toEqual([
      ['small', 150, 94],
      ['medium', 300, 188],
      ['large', 800, 500],
    ]);
    for (const { bytes, width, height, mimeType } of renditions) {
      expect(mimeType).toBe('image/webp');
      expect(await sharp(bytes).metadata()).toMatchObject({ format: 'webp', width, height });
    }
  });

  test('are never larger than the original: a tiny one has a small rendition of its own size', async () => {
    const { renditions } = await render(await drawQuarters(40, 30).png().toBuffer(), 'image/png');
    expect(renditions.map(({ preset, width, height }) => [preset, width, height])).toEqual([
      ['small', 40, 30],
    ]);
  });

  test('keep at least one pixel of a very long picture', async () => {
    const { renditions } = await render(await drawQuarters(4000, 3).png().toBuffer(), 'image/png');
    expect(renditions.map(({ width, height }) => [width, height])).toEqual([
      [150, 1],
      [300, 1],
      [800, 1],
    ]);
  });

  test('keep transparency', async () => {
    const { renditions, hasAlpha, palette } = await render(await drawDisc(500).png().toBuffer(), 'image/png');
    expect(hasAlpha).toBe(true);
    for (const { bytes, width } of renditions) {
      expect((await pixelAt(bytes, 1, 1))[3]).toBe(0);
      const centre = await pixelAt(bytes, width / 2, width / 2);
      expect(centre[3]).toBe(255);
      expectColor(centre, [200, 30, 60]);
    }
    expect(palette).toEqual(['#c81e3c']);
  });

  test('show the first frame of an animation', async () => {
    const { renditions, animated, metadata, width, height } = await render(
      await drawAnimation(200, 4),
      'image/gif',
    );
    expect({ animated, width, height, frameCount: metadata.frameCount }).toEqual({
      animated: true,
      width: 200,
      height: 200,
      frameCount: 4,
    });
    const [small] = renditions;
    expectColor(await pixelAt(small?.bytes ?? new Uint8Array(), 75, 75), [0, 90, 160]);
  });

  test.each([
    ['CMYK', 'image/jpeg', () => drawQuarters().toColorspace('cmyk').jpeg({ quality: 95 }).toBuffer()],
    ['Display P3', 'image/png', () => drawQuarters().withIccProfile('p3').png().toBuffer()],
    ['16 bits a channel', 'image/png', () => drawQuarters().toColorspace('rgb16').png().toBuffer()],
    ['grey', 'image/png', () => drawQuarters().toColorspace('b-w').png().toBuffer()],
    ['a palette', 'image/png', () => drawQuarters().png({ palette: true }).toBuffer()],
    ['TIFF', 'image/tiff', () => drawQuarters().tiff().toBuffer()],
    ['AVIF', 'image/avif', () => drawQuarters().avif({ quality: 80 }).toBuffer()],
    ['WebP', 'image/webp', () => drawQuarters().webp().toBuffer()],
  ])('are plain sRGB without a profile, of an original in %s', async (name, mimeType, draw) => {
    const { renditions, damaged } = await render(await draw(), mimeType);
    expect(damaged).toBe(false);
    const medium = renditions[1]?.bytes ?? new Uint8Array();
    expect(await sharp(medium).metadata()).toMatchObject({
      space: 'srgb',
      depth: 'uchar',
      hasProfile: false,
    });
    const [red = 0, , blue = 0] = await pixelAt(medium, 30, 30);
    if (name === 'grey') expect(Math.abs(red - blue)).toBeLessThan(3);
    else expect(red - blue).toBeGreaterThan(200);
  });

  test('say nothing of where, when and by whom a picture was taken', async () => {
    const original = await drawTelephonePhotograph();
    expect(original.includes('Jane Doe')).toBe(true);
    const { renditions, metadata, privateMetadata, takenAt } = await render(original, 'image/jpeg');
    expect(renditions).toHaveLength(3);
    for (const { bytes } of renditions) {
      const found = await sharp(bytes).metadata();
      expect([found.exif, found.xmp, found.iptc, found.icc]).toEqual([
        undefined,
        undefined,
        undefined,
        undefined,
      ]);
      expect(Buffer.from(bytes).includes('Jane')).toBe(false);
    }
    expect(takenAt).toBe('2026-05-06T05:08:09.000Z');
    expect(metadata).toMatchObject({
      cameraMake: 'Vitrine',
      cameraModel: 'Lens 1',
      lens: 'Fifty',
      aperture: 2.8,
      exposureSeconds: 0.004,
      focalLengthMm: 50,
      colorSpace: 'srgb',
      bitDepth: 8,
    });
    expect(privateMetadata).toMatchObject({
      latitude: 52.5,
      longitude: 13.4,
      artist: 'Jane Doe',
      cameraSerialNumber: 'SN-12345',
    });
    expect(JSON.stringify(metadata)).not.toMatch(/Jane|52\.5|SN-12345/);
  });

  test('come with a placeholder and the colors of the picture', async () => {
    const { placeholder, palette } = await render(await drawQuarters(900, 900).png().toBuffer(), 'image/png');
    const hash = Buffer.from(placeholder, 'base64');
    expect(hash.length).toBeGreaterThanOrEqual(5);
    expect(hash.length).toBeLessThanOrEqual(35);
    expect([...palette].sort()).toEqual(['#0000ff', '#00c000', '#ff0000', '#ffff00']);
  });
});

describe('pictures that are not whole', () => {
  test('one that decodes in part is kept and marked damaged', async () => {
    const whole = await (await drawNoise(800, 600)).jpeg().toBuffer();
    const { damaged, renditions, width } = await render(whole.subarray(0, whole.length * 0.6), 'image/jpeg');
    expect({ damaged, width, count: renditions.length }).toEqual({ damaged: true, width: 800, count: 3 });
  });

  test('one that a camera filled up before its end is whole', async () => {
    const whole = await (await drawNoise(800, 600)).jpeg().toBuffer();
    const end = whole.subarray(-2);
    expect([...end]).toEqual([0xff, 0xd9]);
    const { damaged } = await render(
      Buffer.concat([whole.subarray(0, -2), Buffer.alloc(64), end]),
      'image/jpeg',
    );
    expect(damaged).toBe(false);
  });

  test('a PNG that breaks off is kept and marked damaged', async () => {
    const whole = await (await drawNoise(800, 600)).png().toBuffer();
    const { damaged } = await render(whole.subarray(0, whole.length * 0.6), 'image/png');
    expect(damaged).toBe(true);
  });

  test.each([
    [
      'only a mark',
      async () => Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), randomBytes(5000)]),
      'header',
    ],
    ['a mark and nothing', async () => Buffer.from([0xff, 0xd8, 0xff]), 'header'],
    [
      'a header and no picture',
      async () => {
        const whole = await (await drawNoise(800, 600)).jpeg().toBuffer();
        return whole.subarray(0, scanDataOffset(whole));
      },
      'pixels-unreadable',
    ],
  ])('a JPEG with %s is refused', async (_, draw, reason) => {
    await expect(render(await draw(), 'image/jpeg')).rejects.toMatchObject({
      code: 'upload.invalid-image',
      details: { reason },
    });
  });

  test('a picture that says it is larger than 100 megapixels is refused by its header', async () => {
    await expect(render(drawPngBomb(50_000, 50_000), 'image/png')).rejects.toMatchObject({
      code: 'upload.invalid-image',
      details: { reason: 'pixels', width: 50_000, height: 50_000 },
    });
  });

  test('a picture of another type than it was sniffed as is refused', async () => {
    const png = await drawQuarters().png().toBuffer();
    await expect(render(png, 'image/jpeg')).rejects.toMatchObject({ details: { reason: 'format' } });
  });

  test('no loader but the few that are needed sees the bytes', async () => {
    const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"/>';
    const ppm = 'P3 1 1 255 1 2 3\n';
    for (const text of [svg, ppm]) {
      await expect(render(Buffer.from(text), 'image/png')).rejects.toMatchObject({
        details: { reason: 'header' },
      });
    }
  });
});
