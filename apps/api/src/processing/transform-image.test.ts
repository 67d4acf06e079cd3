import type { ImageOptions } from '@vitrine/schema';
import sharp from 'sharp';
import { afterAll, expect, test } from 'vitest';
import { createDecodePool } from './decode-pool.ts';
import {
  drawDisc,
  drawHeldCamera,
  drawNoise,
  drawQuarters,
  drawTelephonePhotograph,
  pixelAt,
  writeFixture,
} from './draw-fixtures.ts';
import { type TransformFormat, toTransformRecipe } from './transform-recipe.ts';

const pool = createDecodePool({ size: 1 });
afterAll(() => pool.close());

const middle = { x: 0.5, y: 0.5 };
async function transform(
  bytes: Uint8Array,
  mimeType: string,
  options: ImageOptions,
  format: TransformFormat = 'png',
) {
  const path = await writeFixture(bytes);
  const recipe = toTransformRecipe({ fit: 'inside', ...options }, format, middle);
  return pool.run('image.transform', { path, mimeType, recipe });
}
/** Scaling rings a little at hard edges, and a JPEG is never exact. */
async function expectColor(encoded: Uint8Array, x: number, y: number, expected: readonly number[]) {
  const found = await pixelAt(encoded, x, y);
  const distances = expected.slice(0, 3).map((value, channel) => Math.abs(value - (found[channel] ?? 0)));
  expect(Math.max(...distances), `${found.join()} at ${x}, ${y} instead of ${expected.join()}`).toBeLessThan(
    16,
  );
}
const quarters = () => drawQuarters(400, 200).png().toBuffer();

test('a picture is scaled to its width and leaves in the format that was asked for', async () => {
  const bytes = await quarters();
  for (const format of ['avif', 'webp', 'jpeg', 'png'] as const) {
    const made = await transform(bytes, 'image/png', { width: 100 }, format);
    expect([made.width, made.height]).toEqual([100, 50]);
    expect((await sharp(made.bytes).metadata()).format).toBe(format === 'avif' ? 'heif' : format);
    expect(made.toolVersion).toMatch(/^sharp .*libvips/);
  }
});

test('a crop shows exactly its part, whether it is cut before or after it is scaled', async () => {
  const bytes = await quarters();
  for (const [x, y] of [
    [0, 0],
    [0.5, 0],
    [0, 0.5],
    [0.5, 0.5],
  ] as const) {
    const crop = { x, y, width: 0.5, height: 0.5 };
    const expected = await pixelAt(bytes, x * 400 + 100, y * 200 + 50);
    for (const width of [200, 150, 40]) {
      const made = await transform(bytes, 'image/png', { width, crop });
      expect([made.width, made.height]).toEqual([width, width / 2]);
      for (const [left, top] of [
        [1, 1],
        [width - 2, width / 2 - 2],
      ] as const) {
        await expectColor(made.bytes, left, top, expected);
      }
    }
  }
});

test('cover keeps the focal point in the picture', async () => {
  const bytes = await quarters();
  const square = { width: 50, height: 50, fit: 'cover' as const };
  const corner = async (x: number, y: number) => {
    const made = await transform(bytes, 'image/png', { ...square, focalPoint: { x, y } });
    expect([made.width, made.height]).toEqual([50, 50]);
    return (await pixelAt(made.bytes, 5, 5)).slice(0, 3);
  };
  expect(await corner(0, 0)).toEqual((await pixelAt(bytes, 20, 20)).slice(0, 3));
  expect(await corner(1, 0)).toEqual((await pixelAt(bytes, 380, 20)).slice(0, 3));
});

test('contain has clear edges, white ones in a JPEG', async () => {
  const bytes = await quarters();
  const box = { width: 100, height: 100, fit: 'contain' as const };
  const made = await transform(bytes, 'image/png', box);
  expect([made.width, made.height]).toEqual([100, 100]);
  expect((await pixelAt(made.bytes, 50, 5))[3]).toBe(0);
  const jpeg = await transform(bytes, 'image/png', box, 'jpeg');
  expect((await pixelAt(jpeg.bytes, 50, 5)).slice(0, 3)).toEqual([255, 255, 255]);
});

test('what was taken with a turned camera is cut upright', async () => {
  const upright = await transform(await drawHeldCamera(1), 'image/jpeg', { width: 20 });
  for (const orientation of [3, 6, 8]) {
    const turned = await transform(await drawHeldCamera(orientation), 'image/jpeg', { width: 20 });
    expect([turned.width, turned.height]).toEqual([upright.width, upright.height]);
    for (const [x, y] of [
      [3, 3],
      [16, 3],
      [3, 6],
    ] as const) {
      await expectColor(turned.bytes, x, y, await pixelAt(upright.bytes, x, y));
    }
  }
});

test('transparency stays, and is white in a JPEG', async () => {
  const bytes = await drawDisc(100).png().toBuffer();
  expect((await pixelAt((await transform(bytes, 'image/png', { width: 40 }, 'webp')).bytes, 0, 0))[3]).toBe(
    0,
  );
  const jpeg = await transform(bytes, 'image/png', { width: 40 }, 'jpeg');
  await expectColor(jpeg.bytes, 0, 0, [255, 255, 255]);
});

test('nothing of what a camera writes comes out', async () => {
  const bytes = await drawTelephonePhotograph();
  for (const format of ['avif', 'webp', 'jpeg', 'png'] as const) {
    const made = await transform(bytes, 'image/jpeg', { width: 60 }, format);
    const { exif, xmp, iptc, icc } = await sharp(made.bytes).metadata();
    expect({ exif, xmp, iptc, icc }).toEqual({});
    expect(Buffer.from(made.bytes).toString('latin1')).not.toMatch(/Jane Doe|Exif/);
  }
});

test('a photograph that breaks off is shown as far as it goes', async () => {
  const whole = await (await drawNoise(600, 400)).jpeg().toBuffer();
  const made = await transform(whole.subarray(0, whole.length * 0.7), 'image/jpeg', { width: 60 });
  expect([made.width, made.height]).toEqual([60, 40]);
});

test('a picture of a whole page is made in every format, as long as that can be', async () => {
  const bytes = await drawQuarters(40, 20_000).png().toBuffer();
  for (const format of ['avif', 'webp', 'jpeg', 'png'] as const) {
    const made = await transform(bytes, 'image/png', { width: 1280 }, format);
    expect([made.width, made.height]).toEqual([33, 16_383]);
  }
});

test('a file of another type than it was accepted as is refused', async () => {
  await expect(transform(await quarters(), 'image/jpeg', { width: 60 })).rejects.toMatchObject({
    code: 'upload.invalid-image',
  });
});
