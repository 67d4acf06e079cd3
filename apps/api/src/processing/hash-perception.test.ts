import type { Sharp } from 'sharp';
import { expect, test } from 'vitest';
import { drawNoise } from './draw-fixtures.ts';
import { flatHash, hashedSide, hashPerception } from './hash-perception.ts';
import { sharp } from './raster-loaders.ts';

async function hashOf(picture: Sharp): Promise<string> {
  const png = await picture.png().toBuffer();
  const gray = await sharp(png).resize(hashedSide, hashedSide, { fit: 'fill' }).grayscale().raw().toBuffer();
  return hashPerception(gray);
}

function differingBits(a: string, b: string): number {
  const bits = (BigInt(`0x${a}`) ^ BigInt(`0x${b}`)).toString(2);
  return [...bits].filter((bit) => bit === '1').length;
}

/** Large soft shapes, as photographs have them; noise of single pixels averages out to nothing. */
const scene = async () => sharp(await (await drawNoise(8, 6)).png().toBuffer()).resize(480, 360);

test('a smaller, brighter, harder compressed picture is near to its original, another picture is not', async () => {
  const original = await (await scene()).png().toBuffer();
  const hash = await hashOf(sharp(original));
  expect(hash).toMatch(/^[0-9a-f]{16}$/);
  const small = await sharp(original)
    .resize(120)
    .modulate({ brightness: 1.1 })
    .jpeg({ quality: 40 })
    .toBuffer();
  expect(differingBits(hash, await hashOf(sharp(small)))).toBeLessThanOrEqual(10);
  expect(differingBits(hash, await hashOf(await scene()))).toBeGreaterThan(10);
});

test('a picture of one color is like no other', async () => {
  const flat = sharp({ create: { width: 60, height: 40, channels: 3, background: '#336699' } });
  expect(await hashOf(flat)).toBe(flatHash);
});
