import { randomBytes } from 'node:crypto';
import { afterAll, expect, test } from 'vitest';
import { createDecodePool } from './decode-pool.ts';
import { drawQuarters, writeFixture } from './draw-fixtures.ts';
import { inspectFile } from './inspect-file.ts';
import { hashRecipe, presetRecipes } from './recipes.ts';

const decodePool = createDecodePool();
afterAll(() => decodePool.close());

const inspect = async (content: Uint8Array | string, filename: string, declaredMimeType?: string) =>
  inspectFile(decodePool, { path: await writeFixture(content), filename, declaredMimeType });

test('a picture comes back with its type, its size and its renditions', async () => {
  const bytes = await drawQuarters(1200, 900).jpeg().toBuffer();
  const file = await inspect(bytes, 'IMG_0001.JPG', 'image/jpeg');
  expect(file).toMatchObject({
    kind: 'image',
    mimeType: 'image/jpeg',
    extension: 'jpg',
    sizeBytes: bytes.length,
    width: 1200,
    height: 900,
    damaged: false,
  });
  expect(file.renditions.map(({ preset }) => preset)).toEqual(['small', 'medium', 'large']);
  expect(file.renditions.map(({ recipeHash }) => recipeHash)).toEqual(presetRecipes.map(hashRecipe));
  expect(file.toolVersion).toMatch(/^sharp \d/);
});

test('an SVG comes back with its size and without renditions', async () => {
  const file = await inspect('<svg xmlns="http://www.w3.org/2000/svg" width="10" height="20"/>', 'a.svg');
  expect(file).toMatchObject({
    kind: 'image',
    mimeType: 'image/svg+xml',
    width: 10,
    height: 20,
    renditions: [],
  });
});

test('a document is kept as it is', async () => {
  expect(await inspect('a;b\n1;2\n', 'list.csv', 'text/csv')).toMatchObject({
    kind: 'document',
    mimeType: 'text/csv',
    width: null,
    renditions: [],
    toolVersion: null,
  });
});

test('an empty file is refused as such', async () => {
  await expect(inspect('', 'a.jpg', 'image/jpeg')).rejects.toMatchObject({ code: 'upload.empty' });
});

test('a page behind the name of a picture is refused', async () => {
  await expect(inspect('<!doctype html><title>x</title>', 'a.jpg', 'image/jpeg')).rejects.toMatchObject({
    code: 'upload.extension-refused',
  });
});

test('a JPEG that can not be decoded is refused', async () => {
  const garbage = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), randomBytes(20_000)]);
  await expect(inspect(garbage, 'a.jpg', 'image/jpeg')).rejects.toMatchObject({
    code: 'upload.invalid-image',
  });
});

test('a picture with a page hidden behind its end is still that picture', async () => {
  const bytes = Buffer.concat([
    await drawQuarters().png().toBuffer(),
    Buffer.from('<script>alert(1)</script>'),
  ]);
  const { mimeType, damaged } = await inspect(bytes, 'a.png', 'image/png');
  expect({ mimeType, damaged }).toEqual({ mimeType: 'image/png', damaged: false });
});
